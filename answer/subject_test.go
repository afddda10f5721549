package answer_test

import (
	"slices"
	"testing"

	"rapporteur/answer"
)

// TestScopesAreRead: what a scope means shows in the articles that a report on it
// cites.
func TestScopesAreRead(t *testing.T) {
	b := syria(t)
	all := []string{vienna, tehran, geneva, first, eighth}
	for _, tt := range []struct {
		scope string
		ids   []string
		want  []string // nil: it is refused
	}{
		{scope: "", want: all},
		{scope: "  "},
		{scope: "\x01\u200b"},
		{scope: "?!…"},
		{scope: "٢٣ أكتوبر ٢٠١٥", want: []string{vienna}},
		{scope: "٢٠١٧-٠١-٢٥", want: []string{first}},
		{scope: "２０１７-０１-２５", want: []string{first}},
		{scope: "everything", want: all},
		{scope: "all articles", want: all},
		{scope: "004_175e92e2922cc121.txt", want: []string{vienna}},
		{scope: "staffan de mistura’s visit to tehran", want: []string{tehran}},
		{scope: "the first and the eighth Astana round", want: []string{first, eighth}},
		{scope: "the talks in Vienna", want: []string{vienna}},
		{scope: "what happened in Geneva in August 2016", want: []string{geneva}},
		{scope: "Eastern Ghouta", want: []string{eighth}},
		{scope: "Alexander Lavrentiev", want: []string{first, eighth}},
		{scope: "Lavrentyev", want: []string{first, eighth}},
		{scope: "Putin", ids: []string{eighth}, want: []string{eighth}},
		{scope: "Jubeir", want: []string{vienna, tehran}},
		{scope: "Alloush", ids: []string{eighth}},
		{scope: "Emmanuel Macron"},
		{scope: "2012"},
	} {
		r := b.summary(t, answer.SummaryRequest{Scope: tt.scope, Articles: tt.ids})
		if got := sourcesOf(r); !slices.Equal(got, tt.want) {
			t.Errorf("Summary(%q, %v) cites %q, want %q\n%s", tt.scope, tt.ids, got, tt.want, r.Text)
		}
	}
}
