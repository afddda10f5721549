package intake

import (
	"strings"

	"rapporteur/text"
)

// bestTitle prefers headlines to the title of the window, which most sites end
// with their name; and among headlines those that the window begins with, since
// a site may put a description or the name of a section in the place of one.
func (f facts) bestTitle() string {
	window := f.windowTitle()
	headlines := []string{f.ld.headline, f.meta["og:title"], f.meta["dc.title"], f.headline, f.meta["twitter:title"], f.meta["parsely-title"]}
	for _, t := range headlines {
		if len(t) > 10 && strings.HasPrefix(text.Fold(f.title), text.Fold(t)) {
			return withoutSite(t, f.meta["og:site_name"])
		}
	}
	t := firstOf(headlines...)
	switch {
	case t == "" || t == f.headline && window != "" && !shareWords(t, window):
		return window
	case strings.HasSuffix(t, "…") || strings.HasSuffix(t, "..."):
		// A headline cut for search engines is whole on the page.
		start := strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(t, "…"), "..."))
		if strings.HasPrefix(f.headline, start) {
			return f.headline
		}
	}
	return withoutSite(t, f.meta["og:site_name"])
}

// windowTitle returns the title of the window without the name of the site.
func (f facts) windowTitle() string {
	for _, seam := range []string{" | ", " — ", " – ", " - ", " :: "} {
		if i := strings.LastIndex(f.title, seam); i > 15 {
			return f.title[:i]
		}
	}
	return f.title
}

func withoutSite(title, site string) string {
	for _, seam := range []string{" | ", " - ", " – ", " — "} {
		if short, found := strings.CutSuffix(title, seam+site); found && site != "" && short != "" {
			return short
		}
	}
	return title
}

// shareWords reports that two headlines have words in common besides the
// smallest.
func shareWords(a, b string) bool {
	words := map[string]bool{}
	for _, w := range text.Words(a) {
		words[w] = !text.IsStop(w)
	}
	for _, w := range text.Words(b) {
		if words[w] {
			return true
		}
	}
	return false
}
