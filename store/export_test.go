package store

import (
	"context"
	"testing"
)

// Pragma runs a pragma on the connection that writes the file: a full disk
// (max_page_count) and a read-only one (query_only) at the press of a key.
func (s *Store) Pragma(t *testing.T, pragma string) {
	t.Helper()
	if _, err := s.disk.write.ExecContext(context.Background(), "PRAGMA "+pragma); err != nil {
		t.Fatal(err)
	}
}

// Bounds that the tests go to.
const (
	MostOff     = mostOff
	MostWaiting = mostWaiting
)
