package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/answer"
)

func TestAlsoIn(t *testing.T) {
	from := func(marker int, publishers ...string) answer.Citation {
		c := answer.Citation{Marker: marker, Article: answer.ArticleRef{ID: "cited"}}
		for _, p := range publishers {
			c.Also = append(c.Also, answer.Also{Article: answer.ArticleRef{ID: "id-" + p, Publisher: strings.TrimPrefix(p, "-"), Published: "2022-05-03"}})
		}
		return c
	}
	for _, tt := range []struct {
		name  string
		cited []answer.Citation
		want  []string
	}{
		{"nobody else prints it", []answer.Citation{from(1), from(2)}, nil},
		{"all of it", []answer.Citation{from(1, "Daily", "Post"), from(2, "Daily", "Post")}, []string{"also in: Daily, 3 May 2022; Post, 3 May 2022"}},
		{"some of it", []answer.Citation{from(1, "Daily"), from(2), from(3, "Daily"), from(4, "Post")}, []string{
			"[1] [3] also in: Daily, 3 May 2022", "[4] also in: Post, 3 May 2022",
		}},
		{"a publisher that is not known", []answer.Citation{from(1, "")}, []string{"also in: id-, 3 May 2022"}},
		{"a control character", []answer.Citation{from(1, "Da\x1b[1mily\n")}, []string{"also in: Da[1mily , 3 May 2022"}},
	} {
		if diff := cmp.Diff(tt.want, alsoIn(tt.cited)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}
