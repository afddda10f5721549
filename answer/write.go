package answer

import (
	"fmt"
	"strings"

	"rapporteur/corpus"
)

// Extractive is the Writer of answers in the articles' own words.
const Extractive = "extractive"

// write composes the answer from chosen sentences: per article a line with its
// date and publisher and the sentences, each verbatim and with its marker.
func (e *Engine) write(chosen []evidence) (string, []Citation) {
	var (
		b         strings.Builder
		citations []Citation
		article   *corpus.Article
	)
	for _, ev := range chosen {
		if ev.article != article {
			if article != nil {
				b.WriteByte('\n')
			}
			article = ev.article
			if ev.against {
				b.WriteString("Not so. ")
			}
			b.WriteString(origin(article))
			b.WriteByte(':')
		}
		c := cite(len(citations)+1, ev.sentence)
		citations = append(citations, c)
		fmt.Fprintf(&b, " %s [%d]%s", quoted(c.Quote), c.Marker, spokenBy(ev.sentence))
	}
	return b.String(), citations
}

// spokenBy names who says a sentence in brackets when the sentence itself does
// not: part of a longer quotation, or "he said".
func spokenBy(s *sentence) string {
	who := s.src.Speaker
	if who == "" || s.src.Contains(s.src.SpeakerAt) {
		return ""
	}
	return " (" + neutral(who) + ")"
}

func cite(marker int, s *sentence) Citation {
	return Citation{
		Marker: marker, Quote: s.text, Start: s.src.Start, End: s.src.End, Article: Reference(s.article),
	}
}

// origin names date and publisher of an article: "c. 21 Dec 2017, Gulf News
// (inferred)".
func origin(a *corpus.Article) string {
	var parts []string
	if d := a.Published.Short(); d != "" {
		if a.PublishedBasis == corpus.Inferred {
			d = "c. " + d
		}
		parts = append(parts, d)
	}
	if p := neutral(a.Publisher); p != "" {
		if a.PublisherBasis == corpus.Inferred {
			p += " (inferred)"
		}
		parts = append(parts, p)
	}
	if len(parts) == 0 {
		parts = append(parts, neutral(a.ID), "date and publisher unknown")
	}
	return strings.Join(parts, ", ")
}

// Neutral returns a text from outside so that it can neither be taken for a
// marker or a link nor ping anybody when it is shown: zero-width spaces part
// what would, and white space is folded to spaces. Every visible character
// stays.
func Neutral(s string) string { return neutral(s) }

// quoted sets a stretch of an article in quotation marks, as text that can
// neither be taken for a marker or a link nor ping anybody.
func quoted(s string) string { return "“" + neutral(s) + "”" }

var neutralise = strings.NewReplacer(
	"\r\n", " ", "\n", " ", "\t", " ", "\u00a0", " ",
	"[", "[\u200b", "]", "]\u200b", "@", "@\u200b", "<#", "<\u200b#", "://", ":\u200b//",
	"``", "`\u200b`", "**", "*\u200b*", "||", "|\u200b|", "~~", "~\u200b~",
)

func neutral(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || isFormat(r) && r != '\u200b' {
			return -1
		}
		return r
	}, neutralise.Replace(s))
}

// refuse composes the refusal.
func (e *Engine) refuse(q *question, reason string) string {
	switch reason {
	case ReasonNoArticles:
		return noArticles
	case ReasonEmpty:
		return "Ask me about the articles: who, what, when, where, or what somebody said."
	case ReasonNotAsked:
		return "I can only answer questions about what the articles say, with their own words."
	case ReasonOffTopic:
		return "I only know " + e.coverage + ", and they say nothing about that."
	case ReasonUnknownName:
		return "The articles don't mention that name (" + e.coverage + ")."
	case ReasonOutOfRange:
		return "The articles don't cover that time (" + e.coverage + ")."
	}
	switch q.kind {
	case KindWho:
		return "The articles don't say who that was (" + e.coverage + ")."
	case KindWhen:
		return "The articles don't say when that was (" + e.coverage + ")."
	case KindWhere:
		return "The articles don't say where that was (" + e.coverage + ")."
	case KindHowMany, KindHowMuch, KindHowLong, KindHowOld:
		return "The articles don't give that figure (" + e.coverage + ")."
	case KindWhy:
		return "The articles don't say why (" + e.coverage + ")."
	case KindSay:
		return "The articles report nothing of the kind (" + e.coverage + ")."
	}
	return "The articles don't say that (" + e.coverage + ")."
}

// noArticles is said while there is nothing to answer from.
const noArticles = "There are no articles yet; once some are added, I answer from them."

// coverageOf says how many articles there are and what time they span: "5
// articles, Oct 2015 to Dec 2017".
func coverageOf(articles []*corpus.Article) string {
	n := len(articles)
	s := fmt.Sprintf("%d articles", n)
	if n == 1 {
		s = "1 article"
	}
	first, last := corpus.Coverage(articles)
	from, to := monthOf(first), monthOf(last)
	switch {
	case from == "":
		return s
	case from == to:
		return s + ", " + from
	}
	return s + ", " + from + " to " + to
}

func monthOf(d corpus.Date) string {
	d.Day = 0
	return d.Short()
}
