package statements

import (
	"strings"

	"rapporteur/corpus"
	"rapporteur/text"
)

// To returns to whom the statement was made, "journalists", or where, "at a
// joint press conference with Lavrov"; "" when the sentence does not say.
func (s *Statement) To() string {
	if to := s.ownTo(); to != "" || s.before == nil {
		return to
	}
	return s.before.To()
}

func (s *Statement) ownTo() string {
	f := s.frame()
	if f.verb.Len() == 0 {
		return ""
	}
	switch strings.ToLower(s.Article.Text(f.verb)) {
	case "told", "tells", "tell", "telling":
		if to := addressee(s.Article.Text(f.after)); to != "" {
			return to
		}
	}
	for _, zone := range []corpus.Span{f.after, f.between, f.opening} {
		if to := occasion(s.Article.Text(zone)); to != "" {
			return to
		}
	}
	return ""
}

// When returns the date that the sentence gives for the saying itself, as
// FindDates reads it from the article's date; false when it gives none.
// A statement that goes straight on with the one before was made with it.
func (s *Statement) When() (corpus.DateMention, bool) {
	if d, ok := s.ownDate(); ok || s.before == nil || s.Earlier() {
		return d, ok
	}
	return s.before.When()
}

func (s *Statement) ownDate() (corpus.DateMention, bool) {
	f := s.frame()
	sen := s.Article.Sentences[f.sentence]
	if f.verb.Len() == 0 {
		return corpus.DateMention{}, false
	}
	var dates []corpus.DateMention
	for n, zone := range []corpus.Span{f.between, f.after, f.opening} {
		if zone.Len() == 0 || !corpus.MayDate(s.Article.Text(zone)) {
			continue
		}
		if dates == nil {
			dates = corpus.FindDates(s.Article.Text(sen.Span), s.Article.Published)
		}
		for _, d := range dates {
			at := corpus.Span{Start: sen.Start + d.Start, End: sen.Start + d.End}
			if !zone.Contains(at) || d.Period.From.IsZero() || d.Period.To.IsZero() || possessive(s.Article.Body[at.End:]) {
				continue
			}
			if n == 2 && !s.opensWithTime(zone, at) || s.isAhead(d.Period.From) {
				continue
			}
			return d, true
		}
	}
	return corpus.DateMention{}, false
}

// Earlier reports that the article puts the saying before the time it tells of,
// without a date: "had previously lamented".
func (s *Statement) Earlier() bool {
	f := s.frame()
	for _, zone := range []corpus.Span{f.between, f.after} {
		for _, w := range text.Words(s.Article.Text(zone)) {
			if earlierWords[w] {
				return true
			}
		}
	}
	return false
}

var earlierWords = text.Set(`previously earlier formerly beforehand once initially`)

// isAhead reports that d lies after the article, so that it is not when
// something was said.
func (s *Statement) isAhead(d corpus.Date) bool {
	p := s.Article.Published
	return !p.IsZero() && d.First().After(p.Last())
}

// opensWithTime reports that the phrase that opens the sentence is about the
// saying: a date alone, or an occasion on which things are said.
func (s *Statement) opensWithTime(zone, at corpus.Span) bool {
	rest := s.Article.Body[zone.Start:at.Start] + s.Article.Body[at.End:zone.End]
	words := text.Words(rest)
	if len(words) == 0 || len(words) == 1 && (words[0] == "on" || words[0] == "in" || words[0] == "late" || words[0] == "early") {
		return true
	}
	return occasion(s.Article.Text(zone)) != ""
}

// frame is where a sentence says how something was said.
type frame struct {
	saying
	between corpus.Span // of speaker and verb: "Putin on Thursday stressed"
	after   corpus.Span // the verb: "told journalists after the meeting"
	opening corpus.Span // before the speaker: "In an interview in July, …"
}

// maxBetween is how many bytes may stand between a speaker and the verb for
// them to be about the saying.
const maxBetween = 48

func (s *Statement) frame() frame {
	f := frame{saying: s.saying}
	body, sen := s.Article.Body, s.Article.Sentences[f.sentence]
	if f.verb.Len() == 0 {
		return f
	}
	f.after = corpus.Span{Start: f.verb.End, End: f.verb.End}
	if f.verb.End <= f.scope.Start {
		f.after.End = max(f.lead.End, f.scope.Start)
	} else {
		f.after.End = f.verb.End + phraseLength(body[f.verb.End:sen.End])
	}
	if !sen.Contains(s.At) {
		return f
	}
	if s.At.End <= f.verb.Start && f.verb.Start-s.At.End <= maxBetween && !strings.ContainsAny(body[s.At.End:f.verb.Start], ",;\"“") {
		f.between = corpus.Span{Start: s.At.End, End: f.verb.Start}
	}
	if s.At.Start >= f.verb.End && s.At.Start-f.verb.End <= maxBetween { // "…,” said Kerry on Friday"
		f.after = corpus.Span{Start: s.At.End, End: s.At.End + phraseLength(body[s.At.End:sen.End])}
	}
	head := corpus.Span{Start: sen.Start, End: min(s.At.Start, f.verb.Start, f.scope.Start)}
	if n := strings.IndexByte(body[head.Start:max(head.Start, head.End)], ','); n > 0 && n < 120 {
		if words := text.Words(body[head.Start : head.Start+n]); len(words) > 0 && (openings[words[0]] || calendar[words[0]]) {
			f.opening = corpus.Span{Start: head.Start, End: head.Start + n}
		}
	}
	return f
}

var openings = text.Set(`in on at during speaking addressing writing late early yesterday today last earlier this`)

// phraseLength returns how far the phrase goes that s starts with: up to a
// comma, a mark, or the end.
func phraseLength(s string) int {
	if n := strings.IndexAny(s, ",;:\"“"); n >= 0 {
		return n
	}
	return len(s)
}

// addressee reads "Reuters", "journalists" from what follows "told".
func addressee(after string) string {
	tokens := text.Tokens(after)
	end := 0
	for k, t := range tokens {
		if k > 7 || strings.ContainsAny(after[end:t.Start], ",;:.\"“") && k > 0 {
			break
		}
		if k == 0 && t.Fold == "of" {
			return "" // "told of meeting him"
		}
		if endsAddressee[t.Fold] && !(t.Capital && k > 0) || calendar[t.Fold] {
			break
		}
		end = t.End
	}
	to := strings.TrimSpace(after[:end])
	if len(tokens) == 0 || notAddressed[strings.ToLower(to)] {
		return ""
	}
	return text.OneLine(to)
}

var (
	endsAddressee = text.Set(`ahead moments yesterday today tonight recently upon repeatedly privately shortly on in at after before during that as who over about by from via earlier later this last following when while how what why to not is was he she they it there`)
	notAddressed  = text.Set(`him her them us me you it his their himself herself`)
)

// maxOccasion is how many words an occasion takes at most.
const maxOccasion = 14

// occasion reads "at a joint press conference with Lavrov", "in a recent
// interview", "to reporters" from a phrase about a saying.
func occasion(phrase string) string {
	tokens := text.Tokens(phrase)
	for k, t := range tokens {
		if !ofOccasion[t.Fold] {
			continue
		}
		found := -1
		for j := k + 1; j < min(len(tokens), k+8); j++ {
			if strings.ContainsAny(phrase[tokens[j-1].End:tokens[j].Start], ",;:\"“") {
				break
			}
			if t.Fold == "to" && listeners[tokens[j].Fold] || t.Fold != "to" && occasions[tokens[j].Fold] {
				found = j
			}
		}
		if found < 0 {
			continue
		}
		if t.Fold == "to" {
			return text.OneLine(phrase[tokens[k].End:tokens[found].End])
		}
		end := found
		for end+1 < len(tokens) && end-k < maxOccasion && tokens[end+1].Fold != "that" && tokens[end+1].Fold != "because" &&
			!strings.ContainsAny(phrase[tokens[end].End:tokens[end+1].Start], ",;:\"“") {
			end++
		}
		out := text.OneLine(phrase[t.Start:tokens[end].End])
		return strings.ToLower(out[:1]) + out[1:]
	}
	return ""
}

var (
	ofOccasion = text.Set(`in at during on to via through`)
	occasions  = text.Set(`interview interviews conference conferences briefing briefings statement statements speech address letter letters email emails mail tweet tweets
		post posts call testimony hearing rally op memo debate ceremony message messages video remarks broadcast broadcasts facebook twitter instagram
		article column essay filing affidavit lawsuit complaint`)
	listeners = text.Set(`reporters journalists lawmakers parliament congress media press crowd supporters audience cnn reuters afp bbc nbc abc cbs fox`)
)
