package answer

import (
	"math"
	"strings"

	"rapporteur/glossary"
	"rapporteur/text"
)

// readTopics notes where the sentences of a side speak of what that is no name:
// the nouns of the lexicon by their meaning, and other nouns.
func (c *comparison) readTopics(side *comparand) {
	side.topics = map[string][]compareSpot{}
	quotable := map[*sentence]bool{}
	for _, s := range side.sentences {
		quotable[s] = true
	}
	for _, s := range side.read {
		share := 0.0
		if quotable[s] {
			share = 1
		}
		seen := map[string]bool{}
		add := func(key string, first, last int) {
			if !seen[key] {
				seen[key] = true
				side.topics[key] = append(side.topics[key], compareSpot{s, first, last, share})
			}
		}
		known := make([]bool, len(s.tokens))
		for _, f := range c.e.cfg.Lexicon.Find("en", s.tokens) {
			for k := f.First; k < f.Last; k++ {
				known[k] = true
			}
			if k := c.topicOf(s, f); k != "" && !insideAnyName(s, f.First) {
				add(k, f.First, f.Last)
			}
		}
		for i, t := range s.tokens {
			if !known[i] && !t.Capital && c.nounAt(s, i) && !insideAnyName(s, i) {
				add(t.Stem, i, i+1)
			}
		}
	}
}

// topicOf returns the key of the topic that a concept found in s is, "" when it
// is none: a verb, a number, a word for time or for how news is made. Words are
// taken for one topic only where they mean the same in any news.
func (c *comparison) topicOf(s *sentence, f glossary.Found) string {
	if len(f.Concepts) > 0 {
		k := f.Concepts[0] // the likeliest
		if k.Class != "noun" || formTopics[k.ID] {
			return ""
		}
		return conceptKey + k.ID
	}
	last := s.tokens[f.Last-1]
	if last.Capital || last.Stop || len(last.Fold) < 3 || !c.rare(last) || calendar[last.Fold] || timeWords[last.Fold] {
		return ""
	}
	return last.Stem
}

// conceptKey starts the key of a topic that is a concept of the lexicon.
const conceptKey = "concept:"

// formTopics are the nouns of the lexicon that say when, or how news is made,
// or too little to be compared.
var formTopics = text.Set(`day week month year hour date outset future-time first-time president prime-minister foreign-minister deputy minister
	ministry envoy ambassador spokesman official diplomat head-leader director general-commander counterpart expert-analyst journalist people
	family-friend side-party delegation participant member country capital-city city region place-venue talks meeting round format statement
	goal result problem role involvement group powerhouse power article source report-noun publisher interview press-conference title-headline
	author quotation photo name-noun list reason fact-detail example timeline event-noun situation chance document part-share way-means
	credit-coup follow-up message evidence man history percentage total target technical-team procedure credibility-problem language help-bot
	both-all-articles progress setback move initiative territory-control negotiator mediator man woman`)

// nounAt guesses that token i of s is a noun with a meaning of its own: a word
// that is not among the commonest, is not followed by the noun that it
// describes, and has no ending of verbs and adjectives.
func (c *comparison) nounAt(s *sentence, i int) bool {
	t := s.tokens[i]
	if t.Stop || len(t.Fold) < 4 || t.Fold[0] <= '9' || claimForm[t.Stem] || lightWords[t.Stem] || calendar[t.Fold] || timeWords[t.Fold] {
		return false
	}
	for _, end := range verbalEndings {
		if strings.HasSuffix(t.Fold, end) {
			return false
		}
	}
	if i+1 < len(s.tokens) && s.text[t.End:s.tokens[i+1].Start] == " " && !s.tokens[i+1].Stop {
		return false
	}
	if i == 0 || s.tokens[i-1].Fold == "to" || subjects[s.tokens[i-1].Fold] || modals[s.tokens[i-1].Fold] {
		return false
	}
	return c.rare(t)
}

// rare reports that a word, or the word that it is a form of, is not among the
// commonest.
func (c *comparison) rare(t text.Token) bool {
	for _, w := range []string{t.Fold, t.Stem} {
		if r := c.e.analyst.words.Rank(w); r > 0 && r <= topicRank {
			return false
		}
	}
	return !strings.ContainsAny(t.Fold, "'’")
}

// topicRank is how far up the list of English words by frequency those stand
// that are no topic: way, end, part.
const topicRank = 1000

var verbalEndings = []string{"ed", "ing", "ly", "ous", "ful", "ive", "able", "ible", "ish", "ise", "ize", "less", "est", "ic"}

func insideAnyName(s *sentence, i int) bool {
	for k := range s.names {
		if n := &s.names[k]; n.first <= i && i < n.last {
			return true
		}
	}
	return false
}

// topicLabel is what people call a topic: the words for it that the articles use
// most, on both sides together.
func topicLabel(spots ...[]compareSpot) string {
	count := map[string]int{}
	best := ""
	for _, side := range spots {
		for _, at := range side {
			w := strings.ToLower(at.text[at.tokens[at.first].Start:at.tokens[at.last-1].End])
			for _, end := range []string{"'s", "’s"} {
				w = strings.TrimSuffix(w, end)
			}
			count[w]++
			if best == "" || count[w] > count[best] || count[w] == count[best] && (len(w) < len(best) || len(w) == len(best) && w < best) {
				best = w
			}
		}
	}
	return neutral(best)
}

// rarity says how telling a topic is in [0,1]: what every sentence of the
// articles speaks of, or any English text, tells little.
func (c *comparison) rarity(spots ...[]compareSpot) float64 {
	word := ""
	n := 0
	for _, side := range spots {
		n += len(side)
		if word == "" && len(side) > 0 {
			word = side[0].tokens[side[0].last-1].Fold
		}
	}
	background := 1.0
	if r := c.e.analyst.words.Rank(word); r > 0 {
		background = math.Min(1, math.Log(float64(r)+1)/math.Log(12000))
	}
	share := float64(n) / float64(len(c.a.read)+len(c.b.read))
	return background * (1 - math.Min(0.6, 2*share))
}
