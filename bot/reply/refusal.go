package reply

import (
	"rapporteur/answer"
)

// maxNearest passages are shown with a refusal, each up to maxPreview units.
const (
	maxNearest = 3
	maxPreview = 280
)

// refusal returns why there is no answer, and the passages that come nearest to
// one, as what they are.
func refusal(a *answer.Answer, o Options) string {
	s := join("\n", refused(a, o), degraded(a, o.Texts))
	if len(a.Retrieved) == 0 {
		return s
	}
	s += "\n\n" + boldMark + o.Texts.Say("nearest.title") + boldMark
	for _, r := range a.Retrieved[:min(len(a.Retrieved), maxNearest)] {
		s += "\n" + smallMark + SourceLine(r.Article, o.Texts)
		s = join("\n", s, newExcerpt(preview(r.Text, 2*maxPreview), nil).quoted(maxPreview))
	}
	return s
}

// refused returns the refusal in the reader's language. The English is that of
// package answer, which knows more of the question.
func refused(a *answer.Answer, o Options) string {
	key := refusalKey(a)
	if o.Texts.Language() == "en" || key == "" || o.Coverage.Articles == 0 && a.Reason != answer.ReasonNoArticles {
		return answerText(a, o.Texts)
	}
	return o.Texts.Say(key, "coverage", o.Coverage.Words(o.Texts))
}

// refusalKey returns the key of the text of a refusal, "" for an unknown reason.
func refusalKey(a *answer.Answer) string {
	switch a.Reason {
	case answer.ReasonOutOfRange, answer.ReasonUnknownName, answer.ReasonOffTopic, answer.ReasonNotAsked, answer.ReasonEmpty, answer.ReasonSameSides, answer.ReasonNoArticles:
		return "refusal." + a.Reason
	case answer.ReasonNoEvidence:
	default:
		return ""
	}
	const key = "refusal." + answer.ReasonNoEvidence
	switch a.Trace.Kind {
	case answer.KindWho, answer.KindWhen, answer.KindWhere, answer.KindWhy, answer.KindSay:
		return key + "." + string(a.Trace.Kind)
	case answer.KindHowMany, answer.KindHowMuch, answer.KindHowLong, answer.KindHowOld:
		return key + ".figure"
	}
	return key
}
