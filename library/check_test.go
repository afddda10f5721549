package library_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapporteur/library"
)

// checked compares what Check says with the words that are to be in it; "" is
// nothing at all.
func (s *stage) checked(when, want string) {
	s.t.Helper()
	_, problems, err := library.Check(s.t.Context(), s.config())
	s.check(err)
	got := strings.Join(problems, "; ")
	if got != want && (want == "" || !strings.Contains(got, want)) {
		s.t.Errorf("%s: Check = %q, want %q", when, got, want)
	}
}

// TestCheckComparesWithAFreshIndex: an index that grew and shrank with the
// articles is the one that would be built of them.
func TestCheckComparesWithAFreshIndex(t *testing.T) {
	s := newStage(t)
	s.checked("before the first start", "no index is kept")
	s.open()
	s.checked("after the first start", "")
	s.put(s.more, "oslo", "Envoys met in Oslo in March 2016. They spoke of a pipeline.")
	s.checked("with an article more", "is of other articles")
	s.refresh(true)
	s.put(s.more, "oslo", "Envoys met in Oslo in March 2016. They spoke of a harvest.")
	s.refresh(true)
	s.put(s.more, "bern", "Envoys met in Bern in May 2016. They spoke of a bridge.")
	s.refresh(true)
	s.added.hidden = map[string]bool{"geneva": true}
	s.refresh(true)
	s.check(s.Close())
	s.checked("grown, changed and shrunk", "")
	if grown, fresh := s.Current().Index.Digest(), s.open().Current().Index.Digest(); grown != fresh {
		t.Errorf("the index that grew has the digest %s, the one read back %s", grown, fresh)
	}

	file := filepath.Join(s.cache, "derived.bin")
	data, err := os.ReadFile(file)
	s.check(err)
	data[len(data)/2] ^= 1
	s.check(os.WriteFile(file, data, 0o644))
	s.checked("with a bit flipped", "is damaged")
	s.open()
	s.checked("after the next start", "")
}

// TestLeftoversOfACrash: half-written files of a program that was killed do not
// pile up.
func TestLeftoversOfACrash(t *testing.T) {
	s := newStage(t).open()
	left := filepath.Join(s.cache, "derived.bin.123456")
	s.check(os.WriteFile(left, []byte("half"), 0o600))
	old := time.Now().Add(-time.Hour) // one of now may belong to a program that runs
	s.check(os.Chtimes(left, old, old))
	s.open()
	if _, err := os.Stat(left); !os.IsNotExist(err) {
		t.Errorf("the file of an earlier crash is still there (%v)", err)
	}
}
