package reply

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"rapporteur/answer"
	"rapporteur/corpus"
)

// maxName bounds a title or a publisher, which come with the article.
const maxName = 200

// SourceLine returns one line about an article, escaped: title, publisher and
// date, with what is not certain marked, and the address in angle brackets when
// the article has one that is safe to show.
func SourceLine(r answer.ArticleRef, t Texts) string {
	return strings.Join([]string{title(r) + link(r), publisher(r, t), published(r, t)}, " · ")
}

// title returns the title of an article, escaped; its id when it has none.
func title(r answer.ArticleRef) string {
	if s := EscapeLine(shorten(oneLine(r.Title), maxName)); s != "" {
		return s
	}
	return orDash(EscapeLine(shorten(oneLine(r.ID), maxName)))
}

// orDash returns something to see where there is nothing.
func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// publisher returns who published an article, escaped, and how that is known
// unless the article says so.
func publisher(r answer.ArticleRef, t Texts) string {
	name := EscapeLine(shorten(oneLine(r.Publisher), maxName))
	switch {
	case name == "":
		return t.Say("source.publisher_unknown")
	case r.PublisherBasis == string(corpus.Inferred):
		return name + " (" + t.Say("source.inferred") + ")"
	case r.PublisherBasis == string(corpus.Given):
		return name + " (" + t.Say("source.given") + ")"
	}
	return name
}

// published returns the date as people write it, "c." before an inferred one.
func published(r answer.ArticleRef, t Texts) string {
	if _, err := corpus.ParseDate(r.Published); err != nil {
		return t.Say("source.date_unknown")
	}
	date := t.Date(r.Published)
	if r.PublishedBasis == string(corpus.Inferred) {
		return t.Say("source.circa") + " " + date
	}
	return date
}

// hosts matches the hosts that are shown: letters of other scripts can look like
// these.
var hosts = regexp.MustCompile(`^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?::\d{1,5})?$`)

// maxAddress bounds the address of an article.
const maxAddress = 300

// link returns the address of an article in angle brackets, which make a link
// without a preview, with a space before it; "" when there is none that is safe
// to show. The text of the link is the address: nothing hides where it leads.
func link(r answer.ArticleRef) string {
	if r.URL == "" || len(r.URL) > maxAddress {
		return ""
	}
	u, err := url.Parse(r.URL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || !hosts.MatchString(u.Host) {
		return ""
	}
	address := u.String()
	for _, c := range []byte(address) {
		if c <= ' ' || c > '~' || strings.IndexByte("<>\"`\\^{|}", c) >= 0 {
			return ""
		}
	}
	return " <" + address + ">"
}

// paragraphOf returns in which paragraph of the article a stretch begins,
// counted from 1; 0 when that cannot be told.
func paragraphOf(a *corpus.Article, at int) int {
	i, found := slices.BinarySearchFunc(a.Sentences, at, func(s corpus.Sentence, at int) int { return s.Start - at })
	if !found {
		i--
	}
	if i < 0 || i >= len(a.Sentences) {
		return 0
	}
	return a.Sentences[i].Paragraph + 1
}

// cited is the citations of one article.
type cited struct {
	article   answer.ArticleRef
	citations []answer.Citation
}

// markers returns the markers of the citations: "[1] [2]".
func (c cited) markers() string {
	parts := make([]string, len(c.citations))
	for i, one := range c.citations {
		parts[i] = fmt.Sprintf("[%d]", one.Marker)
	}
	return strings.Join(parts, " ")
}

// byArticle groups citations by article, in order of their first markers.
func byArticle(citations []answer.Citation) []cited {
	var out []cited
	for _, c := range citations {
		i := slices.IndexFunc(out, func(have cited) bool { return have.article.ID == c.Article.ID })
		if i < 0 {
			i = len(out)
			out = append(out, cited{article: c.Article})
		}
		out[i].citations = append(out[i].citations, c)
	}
	return out
}

// shorten returns a text without markup of at most max units, cut at a space if
// there is one.
func shorten(s string, max int) string {
	if fits(s, max) {
		return s
	}
	cut := prefix(s, max-size(ellipsis))
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	} else {
		cut = s[:inWord(s, 0, len(cut))]
	}
	return strings.TrimRight(cut, " ") + ellipsis
}

// preview returns the first words of a text on one line, without markup and in at
// most max units.
func preview(s string, max int) string {
	return shorten(oneLine(prefix(s, previewRead*max)), max)
}

// previewRead is how many times the length of a preview is read for it, as white
// space and what is invisible fall away.
const previewRead = 16
