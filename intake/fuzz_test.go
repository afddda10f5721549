package intake

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// The parsers that are ours, fuzzed in this process: what a child would make of
// a source without its limits.

func FuzzToUTF8(f *testing.F) {
	for _, s := range []string{"Gespr\xe4ch", "\xff\xfeT\x00", "\xfe\xff\x00T\xd8", "\xef\xbb\xbfx", "T\x00a\x00l\x00k\x00s\x00 \x00e\x00n\x00d\x00", "<meta charset=utf-16>", "Gespräch \xff"} {
		f.Add([]byte(s), "text/html; charset=koi8-r")
		f.Add([]byte(s), "")
	}
	f.Fuzz(func(t *testing.T, data []byte, declared string) {
		s, name := toUTF8(data, declared)
		if !utf8.ValidString(s) || name == "" {
			t.Errorf("toUTF8(%q, %q) = %q in %q", data, declared, s, name)
		}
		if utf8.Valid(data) && !strings.Contains(string(data), "\x00") && !strings.HasPrefix(string(data), "\ufeff") && s != string(data) {
			t.Errorf("toUTF8(%q, %q) = %q, want it as it is", data, declared, s)
		}
		c := cleanText(s)
		if c != cleanText(c) || strings.ContainsFunc(c, isUnseen) {
			t.Errorf("cleanText(%q) = %q", s, c)
		}
		if kind, _, err := detect(Source{Data: data, Type: declared}); (kind == "") != (err != nil) {
			t.Errorf("detect(%q) = %q, %v", data, kind, err)
		}
	})
}

func FuzzLinkedData(f *testing.F) {
	for _, s := range []string{
		`{"@type":"NewsArticle","headline":"Talks","datePublished":"2017-12-21","author":[{"name":"A"}],"publisher":{"@id":"#p"}}`,
		`{"@graph":[{"@id":"#p","name":"P"},{"@type":["Thing","schema:Article"],"headline":["x"],"isAccessibleForFree":false}]}`,
		`[[[{}]]]`, `//<![CDATA[{"a":1}//]]>`, `{"@type":{"@type":[]},"mainEntityOfPage":{"@id":5}}`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if strings.Contains(strings.ToLower(s), "</script") {
			t.Skip()
		}
		doc, err := html.Parse(strings.NewReader(`<script type="application/ld+json">` + s + `</script><h1>Talks</h1>`))
		if err != nil {
			t.Skip()
		}
		var d Draft
		readFacts(doc, "https://example.org/a").describe(&d, "https://example.org/a")
		d = d.tidied()
		if _, err := json.Marshal(d); err != nil || len(d.Title.Value) > maxField || len(d.Publisher.Value) > maxField || d.URL == "" {
			t.Errorf("%q gives %+v, %v", s, d, err)
		}
	})
}

func FuzzPage(f *testing.F) {
	f.Add("<h1>Talks</h1><p>They ended.<p hidden>x<table><tr><td>1<td>2</table><ul><li>a<li>b</ul><pre>x\n\ny</pre><q>z</q>")
	f.Add("<style>.a{display:none}@media x{.b{color:red}}</style><p class=a>x<p style='left:-999px;position:fixed'>y<sup><a href=#1>[1]</a></sup>")
	f.Add("<article><div class='relatedLinks share-bar'>x</div><p>a<br><br>b<del>c</del></article><template><p>x</template>")
	f.Fuzz(func(t *testing.T, s string) {
		drafts, err := readPage(Source{URL: "https://example.org/a"}, s)
		for _, d := range drafts {
			d = d.tidied()
			if err != nil || !utf8.ValidString(d.Body) || strings.Contains(d.Body, "\n\n\n") && !strings.Contains(s, "pre") {
				t.Errorf("readPage(%q) = %q, %v", s, d.Body, err)
			}
		}
	})
}

func FuzzPlain(f *testing.F) {
	f.Add("---\ntitle: Talks\npublished: 21 December 2017\n---\nThey <b>ended</b>.<!-- x -->")
	f.Add("a < b <script>x</script> <div hidden><div>x</div></div> y <![CDATA[z]]>")
	f.Fuzz(func(t *testing.T, s string) {
		for _, kind := range []Kind{Text, Markdown} {
			if kind == Markdown && !hasFrontMatter(s) {
				continue
			}
			drafts, err := readPlain(kind, s)
			if (err == nil) != (len(drafts) == 1) {
				t.Errorf("readPlain(%q) = %v, %v", s, drafts, err)
			}
			for _, d := range drafts {
				if once := d.tidied(); once.tidied().Body != once.Body || strings.Contains(s, "<") == false && len(once.Body) < len(strings.TrimSpace(cleanText(s))) && kind == Text {
					t.Errorf("readPlain(%q) = %q", s, once.Body)
				}
			}
		}
	})
}

func FuzzFeed(f *testing.F) {
	f.Add(`<rss version="2.0"><channel><title>T</title><item><title>&lt;b&gt;x</title><description>y...</description><pubDate>Thu, 14 Mar 2019 23:30:00 -0500</pubDate></item></channel></rss>`)
	f.Add(`<!DOCTYPE a [<!ENTITY b "c">]><feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="xhtml"><div>x</div></content></entry></feed>`)
	f.Add(`{"version":"https://jsonfeed.org/version/1","items":[{"content_html":"<p>x"}]}`)
	f.Fuzz(func(t *testing.T, s string) {
		drafts, err := readFeed(Source{URL: "https://example.org/feed"}, s)
		if (err == nil) != (len(drafts) > 0) {
			t.Errorf("readFeed(%q) = %v, %v", s, drafts, err)
		}
	})
}
