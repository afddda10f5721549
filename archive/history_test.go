package archive_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/archive"
)

func historyOf(t *testing.T, dir string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, "history.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func setHistory(t *testing.T, dir string, data []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, "history.jsonl"), data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestTornHistory cuts the history at every byte of its last line. What is no
// whole line is cut off; what is one is either made or taken back, as the
// article on the disk says.
func TestTornHistory(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir, archive.Hurried())
	put(t, a, "first", 1)
	before := historyOf(t, dir)
	put(t, a, "second", 1)
	all := historyOf(t, dir)
	for at := len(before); at <= len(all); at++ {
		setHistory(t, dir, all[:at])
		b, mended, err := archive.Open(dir, archive.Hurried())
		if err != nil {
			t.Fatalf("Open with a history cut at %d = %v", at, err)
		}
		switch torn := at > len(before) && at < len(all); {
		case torn != (len(mended) == 1):
			t.Errorf("cut at %d: mended %q", at, mended)
		case at == len(all)-1 && !strings.Contains(mended[0], "is made"):
			t.Errorf("only the line's end is missing: mended %q, want the change made", mended)
		case torn && at < len(all)-1:
			events, damaged, err := b.History(archive.Past{Limit: 1})
			if err != nil || damaged > 0 || len(events) != 1 || events[0].Op != archive.Mended || events[0].Note != mended[0] {
				t.Errorf("cut at %d: History = %+v, %d, %v, want it noted that %q", at, events, damaged, err, mended[0])
			}
		}
		if got := ids(t, b); len(got) != 2 {
			t.Errorf("cut at %d: articles = %q, want both", at, got)
		}
		if _, err := b.Notice(t.Context()); err != nil {
			t.Errorf("cut at %d: Notice = %v", at, err)
		}
		whole(t, b)
		b.Close()
	}
}

// TestInterruptedTakenBack: a line without an end whose text is nowhere is a
// change that was not made.
func TestInterruptedTakenBack(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir, archive.Hurried())
	put(t, a, "first", 1)
	line, err := archive.Line(archive.Event{
		Time: time.Now(), Op: archive.Added, ID: "lost", File: "articles/lost.md", Hash: archive.HashOf(text("lost", 1)),
	})
	if err != nil {
		t.Fatal(err)
	}
	setHistory(t, dir, append(historyOf(t, dir), line...))
	b, mended, err := archive.Open(dir, archive.Hurried())
	if err != nil || len(mended) != 1 || !strings.Contains(mended[0], "taken back") {
		t.Fatalf("Open = %q, %v, want one change taken back", mended, err)
	}
	defer b.Close()
	whole(t, b)
}

// TestHistoryLeadsNowhereElse: a last line that a stranger wrote moves and
// deletes nothing outside the folders of articles.
func TestHistoryLeadsNowhereElse(t *testing.T) {
	outside := filepath.Join(t.TempDir(), "outside.md")
	if err := os.WriteFile(outside, text("x", 1), 0o644); err != nil {
		t.Fatal(err)
	}
	hash := archive.HashOf(text("x", 1))
	for _, line := range []string{
		`{"time":"2026-01-01T00:00:00Z","op":"removed","id":"x","dropped":["../outside.md"]}`,
		`{"time":"2026-01-01T00:00:00Z","op":"removed","id":"x","dropped":["lock"]}`,
		`{"time":"2026-01-01T00:00:00Z","op":"removed","id":"x","dropped":["articles"]}`,
		`{"time":"2026-01-01T00:00:00Z","op":"removed","id":"x","dropped":["articles/../lock"]}`,
		`{"time":"2026-01-01T00:00:00Z","op":"removed","id":"x","dropped":["versions/first/x.md"]}`,
		`{"time":"2026-01-01T00:00:00Z","op":"added","id":"x","file":"articles/x.md","moved":"../outside.md","hash":"` + hash + `"}`,
		`{"time":"2026-01-01T00:00:00Z","op":"added","id":"x","file":"` + outside + `","moved":"articles/first.md","hash":"` + archive.HashOf(text("first", 1)) + `"}`,
	} {
		dir := filepath.Join(filepath.Dir(outside), "data")
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
		put(t, open(t, dir, archive.Hurried()), "first", 1)
		setHistory(t, dir, append(historyOf(t, dir), line...))
		a, _, err := archive.Open(dir, archive.Hurried())
		if err != nil {
			t.Fatalf("Open with %s = %v", line, err)
		}
		whole(t, a)
		if got, err := a.Read("first"); err != nil || !bytes.Equal(got, text("first", 1)) {
			t.Errorf("after %s: Read = %q, %v", line, got, err)
		}
		if _, err := os.Stat(outside); err != nil {
			t.Errorf("after %s: %v", line, err)
		}
		if _, err := os.Stat(filepath.Join(dir, "lock")); err != nil {
			t.Errorf("after %s: %v", line, err)
		}
		a.Close()
	}
}

// TestNewerHistory: a change that this program does not know is not guessed at.
func TestNewerHistory(t *testing.T) {
	dir := t.TempDir()
	put(t, open(t, dir, archive.Hurried()), "first", 1)
	setHistory(t, dir, append(historyOf(t, dir), `{"time":"2026-01-01T00:00:00Z","op":"merged","id":"x"}`...))
	a, mended, err := archive.Open(dir, archive.Hurried())
	if err != nil || len(mended) > 0 {
		t.Fatalf("Open = %q, %v", mended, err)
	}
	defer a.Close()
	if err := a.Health(); err == nil || !strings.Contains(err.Error(), "newer version") {
		t.Errorf("Health = %v, want that a newer version is needed", err)
	}
	if _, err := a.Put(t.Context(), archive.Change{ID: "x", File: text("x", 1)}); err == nil {
		t.Error("Put = nil, want an error")
	}
	if _, err := a.Read("first"); err != nil {
		t.Errorf("Read = %v, want the article all the same", err)
	}
}

func TestDamagedHistory(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir, archive.Hurried())
	put(t, a, "first", 1)
	one := historyOf(t, dir)
	damage := []string{
		"", "no json", "{", "null", "[]", `{"op":5}`, `{"op":"added"}`, "\x00\x00\x00", "\xff\xfe",
		strings.Repeat("x", 200_000), `{"op":"added","time":"2026-01-01T00:00:00Z","id":"` + strings.Repeat("x", 70_000) + `"}`,
	}
	setHistory(t, dir, []byte(strings.Join(damage, "\n")+"\n"+string(one)))
	put(t, a, "second", 1)
	events, bad, err := a.History(archive.Past{})
	if err != nil || bad != len(damage)-1 || len(events) != 2 {
		t.Errorf("History = %+v, %d damaged, %v, want 2 events and %d damaged", events, bad, err, len(damage)-1)
	}
	if events, _, err := a.History(archive.Past{Limit: 1}); err != nil || len(events) != 1 || events[0].ID != "second" {
		t.Errorf("History of one = %+v, %v, want the newest", events, err)
	}
	if events, _, err := a.History(archive.Past{ID: "first"}); err != nil || len(events) != 1 || events[0].Who != "ada" || events[0].From != "talks.txt" {
		t.Errorf("History of first = %+v, %v, want one event by ada from talks.txt", events, err)
	}
	problems, err := a.Check(t.Context())
	if want := []string{fmt.Sprintf("history.jsonl has damaged lines: %d", len(damage)-1)}; err != nil || !cmp.Equal(problems, want) {
		t.Errorf("Check = %q, %v, want %q", problems, err, want)
	}
}

// TestLongHistory reads over the borders of what is read at a time.
func TestLongHistory(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir, archive.Hurried())
	var lines bytes.Buffer
	const n = 3000
	for i := range n {
		line, err := archive.Line(archive.Event{
			Time: time.Unix(int64(i+1), 0), Op: archive.Found, ID: fmt.Sprint(i), Note: strings.Repeat("é", i%90),
		})
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(append(line, '\n'))
	}
	setHistory(t, dir, lines.Bytes())
	events, damaged, err := a.History(archive.Past{Limit: 2 * n})
	if err != nil || damaged > 0 || len(events) != n {
		t.Fatalf("History = %d events, %d damaged, %v, want %d", len(events), damaged, err, n)
	}
	for i, e := range events {
		if e.ID != fmt.Sprint(n-1-i) || e.Note != strings.Repeat("é", (n-1-i)%90) {
			t.Fatalf("event %d = %+v, want that of %d", i, e, n-1-i)
		}
	}
	if events, _, err := a.History(archive.Past{}); err != nil || len(events) != archive.DefaultEvents {
		t.Errorf("History = %d events, %v, want %d", len(events), err, archive.DefaultEvents)
	}
}

func FuzzParseLine(f *testing.F) {
	f.Add([]byte(`{"time":"2026-01-01T00:00:00Z","op":"added","id":"x","file":"articles/x.md","hash":"00","size":3,"who":"ada"}`))
	f.Add([]byte(`{"time":"2026-01-01T00:00:00Z","op":"removed","moved":"articles/x.md","dropped":["removed/x.purged"]}`))
	f.Add([]byte(`{"op":"mended","time":"2026-01-01T00:00:00Z","note":"\u2028<b>\ud800"}`))
	f.Add([]byte("{}\n{}"))
	f.Add([]byte("\x00"))
	f.Fuzz(func(t *testing.T, line []byte) {
		e, ok := archive.ParseLine(line)
		if !ok {
			return
		}
		for _, p := range append([]string{e.File, e.Moved}, e.Dropped...) {
			if p != "" && !strings.HasPrefix(p, "articles/") && !strings.HasPrefix(p, "removed/") {
				t.Errorf("ParseLine(%q) leads to %q", line, p)
			}
			if strings.Contains("/"+p+"/", "/../") {
				t.Errorf("ParseLine(%q) leads to %q", line, p)
			}
		}
		written, err := archive.Line(e)
		if err != nil {
			return // times that JSON has no room for, lines that grow too long
		}
		if bytes.ContainsAny(written, "\n\r") {
			t.Errorf("Line(%+v) = %q, want one line", e, written)
		}
		again, ok := archive.ParseLine(written)
		if !ok {
			t.Fatalf("Line(%+v) = %q, which cannot be read", e, written)
		}
		twice, err := archive.Line(again)
		if err != nil || !bytes.Equal(twice, written) {
			t.Errorf("Line(ParseLine(%q)) = %q, %v", written, twice, err)
		}
	})
}
