package prompts

import (
	"fmt"
	"strings"
	"text/template"
)

// sample is data that a template is tried on, and what its text must then hold.
type sample struct {
	view any
	must []must
}

type must struct{ what, text string }

const (
	sampleCanary   = "RQ-SAMPLECANARY"
	sampleQuestion = "Who sampled the question?"
)

// samples returns the data to try each template on: with everything that may be
// there, and with as little as may be.
func samples(name string) []sample {
	canary := must{"the canary, {{.Canary}}", sampleCanary}
	question := must{"the question, {{.Question}}", sampleQuestion}
	token := must{"the token " + NotFound + ", {{.NotFound}}", NotFound}
	language := must{"the language, {{.Language}}", "Sampleish"}
	switch strings.TrimSuffix(name, suffix) {
	case "answer.system":
		view := answerSystem{
			Language: "Sampleish", NotFound: NotFound, Canary: sampleCanary,
			Open: sourcesOpen, Close: sourcesClose, Limit: answerSentences,
		}
		summary := view
		summary.Summary, summary.Limit = true, summarySentences
		musts := []must{token, language, canary}
		return []sample{{view, musts}, {summary, musts}}
	case "answer.user":
		var all []sample
		for _, sources := range [][]Source{nil, sampleSources} {
			block := fencedSources(sources)
			view := answerUser{Sources: block, Question: sampleQuestion, Language: "Sampleish", NotFound: NotFound}
			if sources != nil {
				view.Coverage = "2 articles, May 2016 to June 2017"
			}
			all = append(all, sample{view, []must{{"the sources, {{.Sources}}", block}, question}})
		}
		return all
	case "summary.system":
		view := summarySystem{
			Language: "Sampleish", NotFound: NotFound, Canary: sampleCanary,
			Open: sourcesOpen, Close: sourcesClose, Limit: summaryPoints,
		}
		short := view
		short.Short, short.Limit = true, summaryShort
		musts := []must{token, language, canary}
		return []sample{{view, musts}, {short, musts}}
	case "summary.user", "points.user":
		var all []sample
		for _, sources := range [][]Source{nil, sampleSources} {
			block := fencedSources(sources)
			musts := []must{{"the sources, {{.Sources}}", block}, {"the subject, {{.Subject}}", sampleQuestion}}
			if strings.HasPrefix(name, "points") {
				all = append(all, sample{pointsUser{Sources: block, Subject: sampleQuestion}, musts})
				continue
			}
			all = append(all, sample{summaryUser{Sources: block, Subject: sampleQuestion, Language: "Sampleish", NotFound: NotFound}, musts})
		}
		return all
	case "points.system":
		return []sample{{pointsSystem{Canary: sampleCanary, Open: sourcesOpen, Close: sourcesClose, Limit: 3}, []must{canary}}}
	case "standalone.system":
		return []sample{{standaloneSystem{Open: turnsOpen, Close: turnsClose, Canary: sampleCanary}, []must{canary}}}
	case "standalone.user":
		var all []sample
		for _, turns := range [][]Turn{nil, {{User: true, Text: "One?"}, {Text: "Two."}}} {
			block := fencedTurns(turns)
			view := standaloneUser{Turns: block, Question: sampleQuestion}
			all = append(all, sample{view, []must{{"the conversation, {{.Turns}}", block}, question}})
		}
		return all
	case "search.system":
		return []sample{{searchSystem{Canary: sampleCanary}, []must{canary}}}
	case "search.user":
		return []sample{{searchUser{Question: sampleQuestion}, []must{question}}}
	}
	return nil
}

var sampleSources = []Source{
	{
		Number: 1, Title: "A sample", Publisher: "The Sampler", Date: "3 May 2016", PublisherInferred: true, DateInferred: true,
		Sentences: []Sentence{{Number: 1, Text: "It was sampled."}, {Number: 4, Speaker: "Ann Sample", Text: "“So it was.”"}},
	},
	{Number: 2, Sentences: []Sentence{{Number: 1, Text: "It was not."}}},
}

// check tries a template on the samples of its name and returns what it fails
// on, or the first thing that it leaves out.
func check(t *template.Template) error {
	for _, s := range samples(t.Name()) {
		text, err := execute(t, s.view)
		if err != nil {
			return err
		}
		for _, m := range s.must {
			if !strings.Contains(text, m.text) {
				return fmt.Errorf("%s: leaves out %s", t.Name(), m.what)
			}
		}
	}
	return nil
}
