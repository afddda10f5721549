package intake

import (
	"strings"
	"testing"
)

func TestNameFitsHost(t *testing.T) {
	for _, test := range []struct {
		name, host string
		want       bool
	}{
		{"BBC", "www.bbc.co.uk", true},
		{"BBC News", "bbc.com", true},
		{"The New York Times", "www.nytimes.com", true},
		{"The Washington Post", "washingtonpost.com", true},
		{"The Wall Street Journal", "wsj.com", true},
		{"Financial Times", "www.ft.com", true},
		{"Middle East Eye", "www.middleeasteye.net", true},
		{"Mehr News Agency", "en.mehrnews.com", true},
		{"Al Arabiya English", "english.alarabiya.net", true},
		{"Gulf News", "gulfnews.com", true},
		{"Le Monde.fr", "www.lemonde.fr", true},
		{"DER SPIEGEL", "www.spiegel.de", true},
		{"AP News", "apnews.com", true},
		{"The Guardian", "www.theguardian.com", true},
		{"Deutsche Welle", "www.dw.com", true},
		{"صحيفة الساحل", "alsahilpress.com", true},
		{"", "example.org", true},
		{"BBC", "news.example.net", false},
		{"BBC", "bbc.news-portal.info", false},
		{"Reuters", "free-breaking-stories.info", false},
		{"The New York Times", "best-deals.shop", false},
		{"Al Jazeera", "rt.com", false},
		{"The Guardian", "theonion.com", false},
	} {
		if got := nameFitsHost(test.name, test.host); got != test.want {
			t.Errorf("nameFitsHost(%q, %q) = %v, want %v", test.name, test.host, got, test.want)
		}
	}
}

func TestSameName(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"BBC News", "BBC", true},
		{"British Broadcasting Corporation", "BBC", true},
		{"The Guardian", "the guardian", true},
		{"Nytimes", "NY Times", true},
		{"The Guardian", "Guardian News", true},
		{"Reuters", "BBC", false},
		{"Gulf News", "Gulf Times", false},
		{"", "BBC", true},
	} {
		if got := sameName(test.a, test.b); got != test.want {
			t.Errorf("sameName(%q, %q) = %v, want %v", test.a, test.b, got, test.want)
		}
	}
}

// FuzzPublisher: names of strangers cost no more than a moment.
func FuzzPublisher(f *testing.F) {
	f.Add("The New York Times", "www.nytimes.com")
	f.Add(strings.Repeat("aaaaaaaa ", 12), strings.Repeat("a", 39)+"b.com")
	f.Fuzz(func(_ *testing.T, name, host string) {
		name, host = oneLine(name), oneLine(host)
		nameFitsHost(name, host)
		sameName(name, host)
	})
}
