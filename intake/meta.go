package intake

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"rapporteur/corpus"
	"rapporteur/text"
)

// facts are what a page says about its article, each from several places.
type facts struct {
	ld        linkedData
	other     string            // headline of another article that ld was about
	meta      map[string]string // content by lower-cased name or property; the first counts
	canonical string
	licence   string // address of the link rel=license
	language  string // of the html element
	title     string // of the title element
	headline  string // the one h1, "" when there are several
	byline    string // text of the first element that is named so
	time      string // the first time element that marks publication, else the first in the article
}

// readFacts reads a page before anything was taken out of it.
func readFacts(doc *html.Node, address string) facts {
	f := facts{ld: readLinkedData(doc), meta: map[string]string{}}
	headlines := 0
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if f.byline == "" {
			f.byline = bylineOf(n)
		}
		switch n.Data {
		case "html":
			f.language = firstOf(f.language, attr(n, "lang"), attr(n, "xml:lang"))
		case "title":
			if f.title == "" && n.Namespace == "" {
				f.title = textOf(n)
			}
		case "meta":
			f.readMeta(n)
		case "link":
			f.readLink(n, address)
		case "h1":
			if s := textOf(n); s != "" && !inHidden(n) {
				f.headline = s
				headlines++
			}
		case "time":
			f.readTime(n)
		}
	}
	if headlines > 1 {
		f.headline = ""
	}
	if f.ld.headline != "" && f.headline != "" && !shareWords(f.ld.headline, f.headline) {
		f.other, f.ld = f.ld.headline, linkedData{}
	}
	return f
}

var bylineNames = text.Set("byline author")

// bylineOf returns the name in an element that is marked as the author's.
func bylineOf(n *html.Node) string {
	if attr(n, "rel") != "author" && attr(n, "itemprop") != "author" && !hasPart(attr(n, "class"), bylineNames) || n.Data == "body" || n.Data == "img" {
		return ""
	}
	s := textOf(n)
	if len(s) > maxLine || strings.Count(s, " ") > 12 {
		return ""
	}
	for _, by := range []string{"By ", "by ", "BY "} {
		s = strings.TrimPrefix(s, by)
	}
	name, _, _ := strings.Cut(s, ",")
	return name
}

const maxMeta = 500

func (f *facts) readMeta(n *html.Node) {
	content := oneLine(attr(n, "content"))
	for _, key := range []string{"property", "name", "itemprop"} {
		for name := range strings.FieldsSeq(strings.ToLower(attr(n, key))) {
			if content != "" && f.meta[name] == "" && len(f.meta) < maxMeta {
				f.meta[name] = content
			}
		}
	}
}

func (f *facts) readLink(n *html.Node, address string) {
	for rel := range strings.FieldsSeq(strings.ToLower(attr(n, "rel"))) {
		switch {
		case rel == "canonical" && f.canonical == "":
			f.canonical = absolute(attr(n, "href"), address)
		case rel == "license" && f.licence == "":
			f.licence = absolute(attr(n, "href"), address)
		}
	}
}

// readTime keeps the time of publication: one that is marked as such, else the
// first. Times in an aside or in lists of other articles come later in a page.
func (f *facts) readTime(n *html.Node) {
	value := firstOf(attr(n, "datetime"), textOf(n))
	_, marked := attrs(n)["pubdate"]
	marked = marked || strings.EqualFold(attr(n, "itemprop"), "datePublished")
	if value != "" && (f.time == "" || marked) && isoDate(value) != "" && (marked || inArticle(n)) {
		f.time = value
	}
}

func attrs(n *html.Node) map[string]string {
	out := make(map[string]string, len(n.Attr))
	for _, a := range n.Attr {
		out[a.Key] = a.Val
	}
	return out
}

// inArticle reports a node inside an article or main element and outside of
// what stands beside the text.
func inArticle(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		switch p.Data {
		case "aside", "nav", "footer":
			return false
		case "article", "main":
			return true
		}
	}
	return false
}

func inHidden(n *html.Node) bool {
	for p := n; p != nil; p = p.Parent {
		if p.Type == html.ElementNode && !isFrame(p) && isHiddenTag(p.Attr) {
			return true
		}
	}
	return false
}

func absolute(href, address string) string {
	base, err := url.Parse(address)
	if err != nil {
		return webAddress(href)
	}
	u, err := base.Parse(strings.TrimSpace(href))
	if err != nil {
		return ""
	}
	return webAddress(u.String())
}

// describe fills in the draft, preferring what the page says for machines about
// the article, then what it says for sharing, then what stands on it; and notes
// where these differ.
func (f facts) describe(d *Draft, address string) {
	d.Title = stated(f.bestTitle())
	d.Publisher = stated(firstOf(f.ld.publisher, f.meta["og:site_name"], f.meta["dc.publisher"], f.meta["citation_journal_title"], f.meta["publisher"]))
	d.Place = stated(f.ld.place)
	d.Author = firstOf(f.ld.author, notAddress(f.meta["article:author"]), f.meta["author"], f.meta["dc.creator"], f.meta["byl"], f.byline)
	d.Language = firstOf(languageCode(f.language), languageCode(f.ld.language), languageCode(f.meta["og:locale"]), languageCode(f.meta["content-language"]))
	d.Licence = firstOf(f.ld.licence, f.licence, f.meta["dc.rights"], f.meta["dcterms.license"])
	f.describeDate(d)
	f.describeAddress(d, address)
	f.describePublisher(d)
	if f.ld.closed {
		d.note("The page says that it is not free to read, so the text may be only its start.")
	}
}

func notAddress(s string) string {
	if strings.Contains(s, "://") {
		return ""
	}
	return s
}

// dateNames are the names that sites give to the date of publication.
var dateNames = []string{
	"article:published_time", "datepublished", "og:published_time", "og:article:published_time", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
	"dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "citation_publication_date", "publish-date", "publish_date", "publishdate", "pubdate", "publication_date", "ptime", "date", "rnews:datepublished",
}

func (f facts) describeDate(d *Draft) {
	found := []string{isoDate(f.ld.published)}
	for _, name := range dateNames {
		found = append(found, isoDate(f.meta[name]))
	}
	found = append(found, isoDate(f.time))
	for _, date := range found {
		switch {
		case date == "":
		case d.Published.Value == "":
			d.Published = Field{date, corpus.Stated}
		case daysApart(d.Published.Value, date) > 1:
			d.note("The page gives two dates of publication, %s and %s; the first was taken.", d.Published.Value, date)
			return
		}
	}
}

func daysApart(a, b string) int {
	from, errA := corpus.ParseDate(a)
	to, errB := corpus.ParseDate(b)
	if errA != nil || errB != nil || from.Overlaps(to) {
		return 0
	}
	days := int(to.First().Sub(from.First()).Hours() / 24)
	return max(days, -days)
}

// describeAddress takes the address that the page calls its own when it is on
// the site the page came from: it is the same without the tails of newsletters
// and of advertising. A page that calls itself one of another site is noted.
func (f facts) describeAddress(d *Draft, address string) {
	d.URL = address
	own := firstOf(f.canonical, absolute(f.meta["og:url"], address), absolute(f.ld.url, address))
	switch {
	case own == "":
	case address == "":
		d.URL = own
		d.note("The address is the one the file gives for itself; it was not fetched.")
	case sameSite(own, address):
		if u, err := url.Parse(own); err == nil && strings.Trim(u.Path, "/") != "" {
			d.URL = own
		}
	default:
		d.note("The page calls %s its own address, but it came from %s.", hostOf(own), hostOf(address))
	}
}

// describePublisher notes a publisher that does not fit the address, and
// infers one from the address where the page names none.
func (f facts) describePublisher(d *Draft) {
	host := hostOf(d.URL)
	other := f.meta["og:site_name"]
	if f.ld.publisher != "" && other != "" && !sameName(f.ld.publisher, other) {
		d.note("The page names two publishers, “%s” and “%s”; the first was taken.", f.ld.publisher, other)
	}
	if f.other != "" {
		d.note("What the page says for search engines is about another article, “%s”, and was not used.", f.other)
	}
	switch {
	case host == "":
	case d.Publisher.Value == "":
		d.Publisher = Field{strings.TrimPrefix(host, "www."), corpus.Inferred}
	case !nameFitsHost(d.Publisher.Value, host):
		d.note("The page names “%s” as its publisher, but its address is on %s.", d.Publisher.Value, host)
	}
}
