package intake

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"

	"rapporteur/text"
)

// genericWords are words in the names of publishers and hosts that say nothing
// about who they are.
var genericWords = text.Set("the news online media press agency daily network tv radio live world web site com net org magazine newspaper newsletter english international group ltd inc llc corporation")

// nameFitsHost reports that a host can be one of the publisher: the name of the
// site is made of the words of the publisher's name, of their starts or of
// their initials ("nytimes" of The New York Times). It only serves to note what
// does not fit.
func nameFitsHost(name, host string) bool {
	site := siteOf(host)
	label, _, _ := strings.Cut(site, ".")
	label = strings.ReplaceAll(label, "-", "")
	words := text.Words(name)
	if label == "" || len(words) == 0 {
		return true
	}
	if strings.EqualFold(strings.TrimPrefix(name, "www."), host) || strings.Contains(text.Fold(name), site) {
		return true
	}
	if strings.Contains(strings.Join(words, ""), label) && len(label) > 2 {
		return true
	}
	for _, w := range words {
		if strings.HasPrefix(w, "xn--") || strings.ContainsFunc(w, func(r rune) bool { return r > 0x24f }) {
			return true // another script: nothing can be told
		}
	}
	return composed(label, words[:min(len(words), 12)])
}

// composed reports that label is a row of starts of words, in their order, and
// of generic words. A single letter counts as the start of a word only when the
// label is all initials, or others of it are longer.
func composed(label string, words []string) bool {
	var match func(rest string, words []string, letters int) bool
	match = func(rest string, words []string, letters int) bool {
		if rest == "" {
			return letters >= min(len(label), 2)
		}
		for generic := range genericWords {
			if after, found := strings.CutPrefix(rest, generic); found && len(generic) > 1 && letters > 0 && match(after, words, letters) {
				return true
			}
		}
		for i, w := range words {
			for n := min(len(w), len(rest)); n > 0; n-- {
				if strings.HasPrefix(rest, w[:n]) && match(rest[n:], words[i+1:], letters+n) {
					return true
				}
			}
		}
		return false
	}
	return len(label) <= 40 && match(label, words, 0)
}

// sameName reports that two names of a publisher are of one: the words of the
// shorter are in the longer, or it is its initials.
func sameName(a, b string) bool {
	x, y := distinctive(a), distinctive(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) == 0 {
		return true
	}
	if len(x) == 1 && len(y) > 1 && x[0] == initials(y) {
		return true
	}
	for _, w := range x {
		if !slices.Contains(y, w) && strings.Join(x, "") != strings.Join(y, "") {
			return false
		}
	}
	return true
}

func distinctive(name string) []string {
	words := text.Words(name)
	out := make([]string, 0, len(words))
	for _, w := range words {
		if !genericWords[w] {
			out = append(out, w)
		}
	}
	if len(out) == 0 {
		return words
	}
	return out
}

func initials(words []string) string {
	var b strings.Builder
	for _, w := range words {
		for _, r := range w {
			b.WriteRune(r)
			break
		}
	}
	return b.String()
}

// hostOf returns the host of an address in lower case, "" for none.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}

// siteOf returns the part of a host that somebody has registered.
func siteOf(host string) string {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if site, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return site
	}
	return host
}

func sameSite(a, b string) bool { return siteOf(hostOf(a)) == siteOf(hostOf(b)) }
