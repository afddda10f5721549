package answer

import (
	"strings"

	"rapporteur/text"
)

// Kind is the kind of answer a question wants.
type Kind string

const (
	KindWho      Kind = "who"
	KindWhen     Kind = "when"
	KindWhere    Kind = "where"
	KindHowMany  Kind = "how_many"
	KindHowMuch  Kind = "how_much" // money
	KindHowLong  Kind = "how_long"
	KindHowOld   Kind = "how_old"
	KindWhy      Kind = "why"
	KindHow      Kind = "how"
	KindWhat     Kind = "what"
	KindWhich    Kind = "which"
	KindYesNo    Kind = "yes_no"
	KindSay      Kind = "say" // what somebody said, thinks, wants
	KindSummary  Kind = "summary"
	KindTimeline Kind = "timeline"
	KindChange   Kind = "change" // over time, or between articles
)

// phraseKind maps the words a question contains, in order of precedence, to
// its kind. A pattern matches a run of the question's words; "^" ties it to
// the start.
var phraseKinds = []struct {
	kind     Kind
	patterns []string
}{
	{KindTimeline, []string{"timeline", "chronology", "in chronological order", "in order of time", "what happened when", "sequence of events"}},
	{KindSummary, []string{
		"summarise", "summarize", "summary", "sum up", "summing up", "tl dr", "tldr", "in a nutshell", "overview", "main points", "key points", "key takeaways",
		"gist", "recap", "brief me", "in short", "outline", "what is the article about", "what s the article about", "what is the piece about", "main takeaways", "takeaways", "in brief",
		"what was the article about", "what are the main", "bullet points",
	}},
	{KindChange, []string{
		"change between", "changed between", "change from", "changed from", "change over", "changed over", "evolve", "evolved", "how did * change", "how has * changed", "how have * changed",
		"differ", "differs", "differences between", "difference between", "different from", "compare", "compared", "comparison", "contrast", "shift between", "shifted", "versus", "vs",
	}},
	{KindHowOld, []string{"how old", "what age", "born", "date of birth", "birthday", "birthplace"}},
	{KindHowMany, []string{"how many", "what number of", "what is the number of", "number of", "population of", "death toll", "how large a number", "how few"}},
	{KindHowMuch, []string{"how much money", "how expensive", "what did * cost", "how much did", "how much does", "how much was", "at what cost", "price of"}},
	{KindHowLong, []string{"how long", "for how long", "what length of time", "how many years", "how many months", "how many days", "how many weeks", "since when"}},
	{KindWhen, []string{"on what date", "on which date", "what date", "which date", "what day", "which day", "what year", "which year", "in what year", "in which year", "what month", "which month", "what time", "date of"}},
	{KindWhere, []string{"in which city", "in what city", "which city", "what city", "which place", "what place", "what venue", "which venue", "what location"}},
	{KindWhy, []string{"how come", "for what reason", "what reason", "what reasons", "reason for", "what caused", "what explains", "reasons for"}},
	{KindWho, []string{"which person", "^name", "names of", "name of", "by name"}},
	{KindYesNo, []string{"^is", "^are", "^was", "^were", "^do", "^does", "^did", "^has", "^have", "^had", "^will", "^would", "^can", "^could", "^should"}},
}

// kindOf classifies a question by its words; KindWhat when nothing speaks for
// another.
func kindOf(words []string) Kind {
	for _, pk := range phraseKinds {
		for _, p := range pk.patterns {
			if matchPhrase(words, p) {
				return pk.kind
			}
		}
	}
	for _, w := range words {
		if k, ok := wordKinds[w]; ok {
			return k
		}
	}
	return KindWhat
}

// wordKinds are the question words; the first one in a question says its kind.
var wordKinds = map[string]Kind{
	"who": KindWho, "whom": KindWho, "whose": KindWho, "when": KindWhen, "where": KindWhere, "why": KindWhy,
	"how": KindHow, "which": KindWhich, "what": KindWhat,
}

// eachPhrases ask for what several articles say, each for itself.
var eachPhrases = []string{
	"each article", "across the articles", "across articles", "in all articles", "which claims", "what claims", "which articles",
	"which * articles", "all the times", "every time", "which of the articles", "how many articles", "is * mentioned",
	"in the different articles", "do the articles", "according to the articles", "by the different articles",
	"articles differ", "sources differ", "each source", "each report", "the various articles", "where does * appear",
}

func asksForEach(words []string) bool {
	for _, p := range eachPhrases {
		if matchPhrase(words, p) {
			return true
		}
	}
	return false
}

// matchPhrase reports that words contain the words of pattern in a row; "*"
// in the pattern stands for one to five words.
func matchPhrase(words []string, pattern string) bool {
	anchored := strings.HasPrefix(pattern, "^")
	want := strings.Fields(strings.TrimPrefix(pattern, "^"))
	for i := range words {
		if matchAt(words[i:], want) {
			return true
		}
		if anchored {
			return false
		}
	}
	return false
}

func matchAt(words, want []string) bool {
	for k, w := range want {
		if w == "*" {
			for skip := 1; skip <= 5 && skip <= len(words)-k; skip++ {
				if matchAt(words[k+skip:], want[k+1:]) {
					return true
				}
			}
			return false
		}
		if k >= len(words) || words[k] != w {
			return false
		}
	}
	return true
}

// sayVerbs are the verbs with which a question asks for somebody's words or
// views, as stems.
var sayVerbs = text.StemSet(`say tell state think believe want demand insist claim announce describe call rate view comment argue
	warn accuse complain suggest propose hope stress react respond answer declare mention explain characterise characterize
	assess judge label criticise criticize praise hail urge blame feel regard express threaten promise reject remark quote
	tweet report point lament add deny admit acknowledge concede`)

// sayNouns ask for somebody's words or views as a noun does: "reaction".
var sayNouns = text.StemSet(`opinion view stance attitude remark comment reaction response verdict assessment criticism complaint argument`)

// roleWords say what somebody is or does for others; a question with one of
// them asks for the one person it holds of.
var roleWords = text.StemSet(`head leader chief president minister ambassador envoy spokesman spokeswoman spokesperson delegate
	director lawyer lead chair sign replace succeed secretary chancellor king premier governor commander chairman
	interpreter translator speak`)

// leadVerbs are those of roleWords that stand after "which" as a verb.
var leadVerbs = wordsOf(`led leads lead headed heads chaired chairs signed signs replaced succeeded spoke speaks`)

// leadWords are the roles that go by many names: who heads a delegation leads
// it. Other titles hold only as they are.
var leadWords = text.StemSet(`head leader chief lead chair director spokesman spokeswoman spokesperson delegate representative envoy chairman speak`)

// personWords are nouns for people by what they do in general: whoever is
// named with their country or body may be meant.
var personWords = text.StemSet(`official diplomat politician negotiator mediator figure statesman`)

// asksSomething reports that words are put as a question or a request about
// the articles, rather than thrown in.
func asksSomething(words []string, names int) bool {
	for _, w := range words {
		if _, ok := wordKinds[w]; ok || requestWords[w] || auxiliaries[w] {
			return true
		}
	}
	return len(words) <= 4 && names > 0
}

var requestWords = wordsOf(`tell explain describe give show list name find say said about according`)
