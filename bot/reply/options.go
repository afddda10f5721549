package reply

import "rapporteur/corpus"

// Texts says fixed texts in one language. Args are name and value pairs; a
// value must be escaped already where the text is shown as markdown.
type Texts interface {
	Say(key string, args ...any) string
	Date(iso string) string // "21 Dec 2017" for "2017-12-21", "" for ""
	Language() string       // ISO 639-1
}

// Articles gives back articles by id, nil for one that is not there.
type Articles interface {
	Article(id string) *corpus.Article
}

// Options say how a reply is shown.
type Options struct {
	Texts    Texts    // required
	Embeds   bool     // the bot may embed here; else everything is plain text
	Question string   // shown as a quotation line above an answer; "" for none
	Key      string   // of the kept reply, for custom ids; no buttons when it is no valid key
	Private  bool     // the reply is ephemeral; nothing is left out of it, and votes stay
	Coverage Coverage // what the articles cover; the zero value leaves refusals in English
}

// Coverage says how many articles there are and what time they span. The dates
// are zero when no article has one.
type Coverage struct {
	Articles int
	From, To corpus.Date
}

// CoverageOf returns what articles cover.
func CoverageOf(articles []*corpus.Article) Coverage {
	from, to := corpus.Coverage(articles)
	return Coverage{Articles: len(articles), From: from, To: to}
}

// Words says it in the language of t: "5 articles, Oct 2015 to Dec 2017".
func (c Coverage) Words(t Texts) string {
	from, to := month(c.From), month(c.To)
	switch {
	case from == "":
		return t.Say("coverage.none", "n", c.Articles)
	case from == to:
		return t.Say("coverage.one_date", "n", c.Articles, "date", t.Date(from))
	}
	return t.Say("coverage.range", "n", c.Articles, "from", t.Date(from), "to", t.Date(to))
}

// month returns a date to the month, in ISO 8601.
func month(d corpus.Date) string {
	d.Day = 0
	return d.String()
}
