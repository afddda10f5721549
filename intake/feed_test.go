package intake_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/corpus"
	"rapporteur/intake"
)

var long = strings.Repeat("<p>The talks on grain ended on Thursday without a date for another round, four officials said.</p>", 12)

func TestFeeds(t *testing.T) {
	const site = "https://www.northharbournews.com"
	tests := map[string]struct {
		feed string
		want []intake.Draft
	}{
		"RSS with content": {`<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>North Harbour News</title><link>` + site + `</link><language>en-gb</language><copyright>© NHN</copyright>
<item><title>Talks &amp; tides</title><link>` + site + `/a</link><pubDate>Thu, 14 Mar 2019 23:30:00 -0500</pubDate><dc:creator>Ines Halloran</dc:creator><description>Short.</description><content:encoded><![CDATA[` + long + `<script>alert(1)</script><p hidden>hidden</p>]]></content:encoded></item>
<item><title>Only a teaser</title><link>/b</link><description>&lt;p&gt;Ministers meet in May. &lt;a href="/b"&gt;Read more&lt;/a&gt;&lt;/p&gt;</description></item>
<item><title>No text at all</title><link>` + site + `/c</link></item><item></item></channel></rss>`, []intake.Draft{
			{Title: st("Talks & tides"), Published: st("2019-03-14"), URL: site + "/a", Author: "Ines Halloran", Teaser: false},
			{Title: st("Only a teaser"), URL: site + "/b", Teaser: true, Body: "Ministers meet in May. Read more\n"},
			{Title: st("No text at all"), URL: site + "/c", Teaser: true, Body: "No text at all\n"},
		}},
		"Atom": {`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title type="html">North &lt;b&gt;Harbour&lt;/b&gt; News</title><link href="` + site + `"/>
<entry><title>Atom talks</title><link href="` + site + `/a"/><updated>2019-03-15T00:30:00+01:00</updated><published>2019-03-14T23:30:00Z</published><summary>S</summary><content type="html">` + strings.NewReplacer("<", "&lt;", ">", "&gt;").Replace(long) + `</content></entry></feed>`, []intake.Draft{
			{Title: st("Atom talks"), Published: st("2019-03-14"), URL: site + "/a"},
		}},
		"RSS 1.0": {`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>North Harbour News</title><link>` + site + `</link></channel><item><title>Old talks</title><link>` + site + `/a</link><description>Ministers met.</description><dc:date>2004-05-06</dc:date></item></rdf:RDF>`, []intake.Draft{
			{Title: st("Old talks"), Published: st("2004-05-06"), URL: site + "/a", Teaser: true, Body: "Ministers met.\n"},
		}},
		"JSON": {`{"version":"https://jsonfeed.org/version/1.1","title":"North Harbour News","home_page_url":"` + site + `","items":[{"id":"1","url":"` + site + `/a","title":"JSON talks","date_published":"2019-03-14T10:00:00Z","content_html":"` + long + `"}]}`, []intake.Draft{
			{Title: st("JSON talks"), Published: st("2019-03-14"), URL: site + "/a"},
		}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := intake.Extract(t.Context(), intake.Source{Name: "feed", Type: "text/plain", URL: site + "/feed", Data: []byte(test.feed)})
			if err != nil {
				t.Fatal(err)
			}
			for i := range got {
				if got[i].Kind != intake.Feed || got[i].Publisher.Value != "North Harbour News" || strings.Contains(got[i].Body, "hidden") || strings.Contains(got[i].Body, "alert") {
					t.Errorf("draft %d = %+v", i, got[i])
				}
				if i < len(test.want) && test.want[i].Body == "" {
					got[i].Body = ""
				}
				got[i] = intake.Draft{Title: got[i].Title, Published: got[i].Published, URL: got[i].URL, Author: got[i].Author, Teaser: got[i].Teaser, Body: got[i].Body}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("Extract: (-want +got)\n%s", diff)
			}
		})
	}
}

func st(s string) intake.Field { return intake.Field{Value: s, Basis: corpus.Stated} }
