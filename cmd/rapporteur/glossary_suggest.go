package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/glossary/glean"
)

const suggestHelp = `Print the names that the articles hold and the glossary lacks, each with where it
stands, other spellings, and what the articles say somebody is. With the ids of
articles, only those are read. Nothing is changed.

What is suggested stands in the articles; whether it is worth having is for you
to say: rapporteur glossary accept NAME`

// suggestedAtOnce is how many suggestions are printed without --limit.
const suggestedAtOnce = 25

func newGlossarySuggest(a *app) *cobra.Command {
	limit := suggestedAtOnce
	cmd := &cobra.Command{
		Use:     "suggest [ID…]",
		Short:   "Print names that the articles hold and the glossary lacks",
		Long:    suggestHelp,
		Example: "  rapporteur glossary suggest --corpus ./articles\n  rapporteur glossary suggest 2017-12-21-astana-8",
		Args:    cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, ids []string) error {
			_, found, err := a.suggested(ids)
			if err != nil {
				return err
			}
			return a.printSuggestions(found, limit)
		},
		ValidArgsFunction: a.completions(articleIDs),
	}
	cmd.Flags().IntVar(&limit, "limit", limit, "print at most `N` suggestions; 0 for all")
	return cmd
}

// suggested returns the glossary in effect, and what the articles with these
// ids, or all articles, suggest for it.
func (a *app) suggested(ids []string) (*glossary.Glossary, []glean.Suggestion, error) {
	g, err := a.glossary()
	if err != nil {
		return nil, nil, err
	}
	c, err := a.articles()
	if err != nil {
		return nil, nil, err
	}
	articles := c.Articles
	if len(ids) > 0 {
		articles = nil
		for _, id := range ids {
			article := c.Article(id)
			if article == nil {
				return nil, nil, usagef("no article %q; for the ids: rapporteur sources", id)
			}
			articles = append(articles, article)
		}
	}
	defer a.progress("reading " + plural(len(articles), "article"))()
	return g, glean.New(g).Articles(articles), nil
}

// suggestionJSON is a suggestion as glossary suggest --json prints it.
type suggestionJSON struct {
	Name      string         `json:"name"`
	ID        string         `json:"id"`
	Kind      string         `json:"kind"`
	AddsTo    string         `json:"adds_to"` // id of the entry that lacks the spellings; "" for a new name
	Spellings []evidenceJSON `json:"spellings"`
	Letters   []evidenceJSON `json:"letters"`
	Roles     []evidenceJSON `json:"roles"`
	Mentions  int            `json:"mentions"`
	Articles  int            `json:"articles"`
	Evidence  evidenceJSON   `json:"evidence"`
}

// evidenceJSON is words of an article with where they stand.
type evidenceJSON struct {
	Text    string `json:"text"`
	Article string `json:"article"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Quote   string `json:"quote"`           // the sentence
	AsOf    string `json:"as_of,omitempty"` // of a role: date of the article
}

func evidenceOf(text string, e glean.Evidence) evidenceJSON {
	return evidenceJSON{Text: text, Article: e.Article.ID, Start: e.Span.Start, End: e.Span.End, Quote: e.Quote()}
}

func suggestionOf(s glean.Suggestion) suggestionJSON {
	out := suggestionJSON{
		Name: s.Name, ID: s.ID, Kind: string(s.Kind), Mentions: s.Mentions, Articles: s.Articles,
		Spellings: []evidenceJSON{}, Letters: []evidenceJSON{}, Roles: []evidenceJSON{},
		Evidence: evidenceOf(s.Article.Text(s.Span), s.Evidence),
	}
	if s.Adds != nil {
		out.AddsTo = s.Adds.ID
	}
	for _, x := range s.Spellings {
		out.Spellings = append(out.Spellings, evidenceOf(x.Text, x.Evidence))
	}
	for _, x := range s.Letters {
		out.Letters = append(out.Letters, evidenceOf(x.Text, x.Evidence))
	}
	for _, r := range s.Roles {
		e := evidenceOf(r.Title, r.Evidence)
		e.AsOf = r.AsOf.String()
		out.Roles = append(out.Roles, e)
	}
	return out
}

func (a *app) printSuggestions(found []glean.Suggestion, limit int) error {
	shown := found
	if limit > 0 {
		shown = found[:min(limit, len(found))]
	}
	if a.json {
		out := make([]suggestionJSON, len(shown))
		for i, s := range shown {
			out[i] = suggestionOf(s)
		}
		return printJSON(a.stdout, out)
	}
	if len(found) == 0 {
		return a.say("The articles hold no name often enough that the glossary lacks.\n")
	}
	var b strings.Builder
	for _, s := range shown {
		b.WriteString(a.screen().suggestion(s) + "\n")
	}
	if more := len(found) - len(shown); more > 0 {
		fmt.Fprintf(&b, "%d more; for all: --limit 0\n", more)
	}
	b.WriteString("To take one: rapporteur glossary accept \"" + shown[0].Name + "\"\n")
	return a.say(b.String())
}

// suggestion returns a suggestion with its evidence.
func (s screen) suggestion(x glean.Suggestion) string {
	var b strings.Builder
	what := string(x.Kind)
	if x.Adds != nil {
		what = "spellings for " + x.Adds.ID
	}
	fmt.Fprintf(&b, "%s  %s\n", s.as(bold, oneLine(x.Name)), s.as(dim, fmt.Sprintf("%s; %s in %s", what, plural(x.Mentions, "mention"), plural(x.Articles, "article"))))
	b.WriteString(s.wrap("“"+oneLine(x.Quote())+"” "+whence(x.Article), "  ", "  ") + "\n")
	for _, spelling := range append(x.Spellings, x.Letters...) {
		b.WriteString(s.wrap(oneLine(spelling.Text)+" "+whence(spelling.Article), "  also ", "       ") + "\n")
	}
	for _, role := range x.Roles {
		b.WriteString(s.wrap("“"+oneLine(role.Title)+"” "+whence(role.Article), "  role ", "       ") + "\n")
	}
	return b.String()
}

// whence names an article as evidence: its date, and its id.
func whence(article *corpus.Article) string {
	if article.Published.IsZero() {
		return "(" + oneLine(article.ID) + ")"
	}
	circa := ""
	if article.PublishedBasis == corpus.Inferred {
		circa = "c. "
	}
	return "(" + circa + article.Published.Short() + ", " + oneLine(article.ID) + ")"
}
