package reply_test

import (
	"strings"
	"testing"

	"rapporteur/bot/reply"
)

func TestParseID(t *testing.T) {
	tests := []struct {
		s    string
		want reply.ID
		ok   bool
	}{
		{"sources:a-B_9", reply.ID{Action: reply.ActionSources, Key: "a-B_9"}, true},
		{"nearest:k", reply.ID{Action: reply.ActionNearest, Key: "k"}, true},
		{"up:k", reply.ID{Action: reply.ActionUp, Key: "k"}, true},
		{"down:k", reply.ID{Action: reply.ActionDown, Key: "k"}, true},
		{"read:k", reply.ID{Action: reply.ActionRead, Key: "k"}, true},
		{"forget:k", reply.ID{Action: reply.ActionForget, Key: "k"}, true},
		{"page:k:2", reply.ID{Action: reply.ActionPage, Key: "k", N: 2}, true},
		{"passage:k:3:-1", reply.ID{Action: reply.ActionPassage, Key: "k", N: 3, M: -1}, true},
		{"passage:" + strings.Repeat("k", 64) + ":999999:999999", reply.ID{Action: reply.ActionPassage, Key: strings.Repeat("k", 64), N: 999999, M: 999999}, true},
		{"", reply.ID{}, false},
		{"sources", reply.ID{}, false},
		{"sources:", reply.ID{}, false},
		{"sources:k:1", reply.ID{}, false},
		{"Sources:k", reply.ID{}, false},
		{"delete:k", reply.ID{}, false},
		{"sources:k k", reply.ID{}, false},
		{"sources:../../etc", reply.ID{}, false},
		{"sources:" + strings.Repeat("k", 65), reply.ID{}, false},
		{"page:k", reply.ID{}, false},
		{"page:k:", reply.ID{}, false},
		{"page:k:x", reply.ID{}, false},
		{"page:k:02", reply.ID{}, false},
		{"page:k:+2", reply.ID{}, false},
		{"page:k:-2", reply.ID{}, false},
		{"page:k:1000000", reply.ID{}, false},
		{"page:k:99999999999999999999", reply.ID{}, false},
		{"passage:k:1", reply.ID{}, false},
		{"passage:k:1:2:3", reply.ID{}, false},
		{"page:k:1\n", reply.ID{}, false},
	}
	for _, tt := range tests {
		got, ok := reply.ParseID(tt.s)
		if ok != tt.ok || ok && got != tt.want {
			t.Errorf("ParseID(%q) = %+v, %v, want %+v, %v", tt.s, got, ok, tt.want, tt.ok)
		}
		if ok && got.String() != tt.s {
			t.Errorf("ParseID(%q).String() = %q", tt.s, got)
		}
	}
}

func FuzzParseID(f *testing.F) {
	f.Add("sources:k")
	f.Add("passage:k:3:-1")
	f.Fuzz(func(t *testing.T, s string) {
		if id, ok := reply.ParseID(s); ok && (id.String() != s || len(s) > 100) {
			t.Errorf("ParseID(%q) = %+v, which is written %q", s, id, id)
		}
	})
}
