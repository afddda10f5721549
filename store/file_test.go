package store_test

import (
	"bufio"
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/store"
)

func TestAFileOutlivesARestart(t *testing.T) {
	c := newClock()
	cfg := store.Config{Path: file(t), Now: c.now}
	ctx := t.Context()
	s := open(t, cfg)
	must(t, s.SetMode(ctx, "s", store.ModeThread, "ann"))
	must(t, s.SetChannel(ctx, "s", "10", false, "ann"))
	must(t, s.Keep(ctx, reply("k", "ann")))
	_ = get[store.Change](t)(s.Vote(ctx, store.Vote{Key: "k", User: "bob", Server: "s"}))
	for _, event := range []string{"answered", "open", "open later"} {
		_ = get[bool](t)(s.Claim(ctx, event))
		c.pass(time.Minute)
	}
	must(t, s.Answered(ctx, "answered"))
	_ = get[store.Kept](t)(s.Forget(ctx, "eve"))
	must(t, s.Close())

	again := open(t, cfg)
	settings := get[store.Settings](t)(again.Settings(ctx, "s"))
	if settings.Mode != store.ModeThread || !settings.Silent("10") || settings.ChangedBy != "ann" {
		t.Errorf("settings = %+v", settings)
	}
	got, found, err := again.Reply(ctx, "k")
	if diff := cmp.Diff(reply("k", "ann"), got); !found || err != nil || diff != "" {
		t.Errorf("Reply(k) = %v, %v (-want +got):\n%s", found, err, diff)
	}
	if change := get[store.Change](t)(again.Vote(ctx, store.Vote{Key: "k", User: "bob", Server: "s"})); change != store.Withdrawn {
		t.Errorf("the same vote after a restart = %v, want it withdrawn", change)
	}
	if first := get[bool](t)(again.Claim(ctx, "answered")); first {
		t.Error("an event can be claimed again after a restart")
	}
	if since := get[time.Time](t)(again.ForgottenSince(ctx, "eve")); since.IsZero() {
		t.Error("nobody remembers that eve was forgotten")
	}
	want := []store.Claimed{{Event: "open", At: c.now().Add(-2 * time.Minute)}}
	if diff := cmp.Diff(want, get[[]store.Claimed](t)(again.Unfinished(ctx, 2*time.Minute))); diff != "" {
		t.Errorf("unfinished for two minutes (-want +got):\n%s", diff)
	}
	if rest := get[[]store.Claimed](t)(again.Unfinished(ctx, 0)); len(rest) != 1 || rest[0].Event != "open later" {
		t.Errorf("unfinished and not told yet = %v", rest)
	}
	if !again.Persistent() || again.SetAside() != nil || again.Health() != nil {
		t.Errorf("Persistent() = %v, SetAside() = %v, Health() = %v", again.Persistent(), again.SetAside(), again.Health())
	}
}

func TestFilesAreTheirOwnersAlone(t *testing.T) {
	path := file(t)
	s := open(t, store.Config{Path: path})
	must(t, s.Keep(t.Context(), reply("k", "ann")))
	for name, want := range map[string]os.FileMode{
		filepath.Dir(path): 0o700, path: 0o600, path + "-wal": 0o600, path + "-shm": 0o600,
	} {
		info, err := os.Stat(name)
		must(t, err)
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s has mode %o, want %o", filepath.Base(name), got, want)
		}
	}
	must(t, s.Close())
	if names, _ := filepath.Glob(path + "*"); len(names) != 1 {
		t.Errorf("after closing there are %v, want one file", names)
	}
}

func TestAPathMayHoldAnything(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a b?c=d#e%41&ü", "store.db")
	s := open(t, store.Config{Path: path})
	must(t, s.Keep(t.Context(), reply("k", "ann")))
	if info, err := os.Stat(path); err != nil || info.Size() == 0 {
		t.Errorf("nothing is at the path: %v", err)
	}
}

// fill makes a file with enough in it for damage to matter.
func fill(t *testing.T, path string) {
	t.Helper()
	s := open(t, store.Config{Path: path})
	for i := range 200 {
		r := store.Reply{Key: fmt.Sprint(i), Asker: "ann", Body: bytes.Repeat([]byte("body "), 400)}
		must(t, s.Keep(t.Context(), r))
	}
	must(t, s.Close())
}

func TestADamagedFileIsSetAside(t *testing.T) {
	for _, damage := range []struct {
		name   string
		damage func(sound []byte) []byte
	}{
		{"no database", func([]byte) []byte { return []byte(strings.Repeat("no database at all\n", 100)) }},
		{"cut in half", func(b []byte) []byte { return b[:len(b)/2] }},
		{"cut inside a page", func(b []byte) []byte { return b[:len(b)-1000] }},
		{"the header overwritten", func(b []byte) []byte { clear(b[:64]); return b }},
		{"zeros in the middle", func(b []byte) []byte { clear(b[8192:40960]); return b }},
		{"noise in the middle", func(b []byte) []byte {
			for i := range b[8192:40960] {
				b[8192+i] = byte(i * 31)
			}
			return b
		}},
	} {
		t.Run(damage.name, func(t *testing.T) {
			path := file(t)
			fill(t, path)
			sound, err := os.ReadFile(path)
			must(t, err)
			broken := damage.damage(sound)
			must(t, os.WriteFile(path, broken, 0o600))

			s := open(t, store.Config{Path: path})
			if s.SetAside() == nil || s.Health() != nil {
				t.Errorf("SetAside() = %v, Health() = %v", s.SetAside(), s.Health())
			}
			must(t, s.Keep(t.Context(), fresh("k", "ann")))
			aside, err := os.ReadFile(path + ".corrupt")
			if err != nil || !bytes.Equal(aside, broken) {
				t.Errorf("%d bytes are set aside, want the %d of the damaged file: %v", len(aside), len(broken), err)
			}
			must(t, s.Prune(t.Context()))
			if _, err := os.Stat(path + ".corrupt"); err != nil {
				t.Errorf("a file set aside just now is gone: %v", err)
			}
			must(t, s.Close())
			again := open(t, store.Config{Path: path})
			must(t, os.Chtimes(path+".corrupt", time.Now(), time.Now().AddDate(0, 0, -31)))
			must(t, again.Prune(t.Context()))
			if _, err := os.Stat(path + ".corrupt"); err == nil {
				t.Error("a file set aside a month ago is still there")
			}
			if again.SetAside() != nil || !has(t, again, "k") {
				t.Errorf("the next time: SetAside() = %v", again.SetAside())
			}
		})
	}
}

func TestAnEmptyFileIsANewOne(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	must(t, os.WriteFile(path, nil, 0o600))
	if s := open(t, store.Config{Path: path}); s.SetAside() != nil || s.Health() != nil {
		t.Errorf("SetAside() = %v, Health() = %v", s.SetAside(), s.Health())
	}
}

func TestAFileOfANewerVersionIsLeftAlone(t *testing.T) {
	path := file(t)
	fill(t, path)
	db, err := sql.Open("sqlite", path)
	must(t, err)
	_, err = db.Exec(`UPDATE schema_version SET version = 1000`)
	must(t, errors.Join(err, db.Close()))
	before, err := os.ReadFile(path)
	must(t, err)

	_, err = store.Open(t.Context(), path, time.Now)
	if !errors.Is(err, store.ErrNewer) || !strings.Contains(err.Error(), "use the newer program") {
		t.Errorf("Open = %v, want %v and what to do", err, store.ErrNewer)
	}
	after, err := os.ReadFile(path)
	must(t, err)
	if !bytes.Equal(before, after) {
		t.Error("the file was changed")
	}
	if names, _ := filepath.Glob(path + "*"); len(names) != 1 {
		t.Errorf("there are %v, want one file", names)
	}
}

// TestTwoStoresShareAFile: as two shards of a bot do.
func TestTwoStoresShareAFile(t *testing.T) {
	c := newClock()
	cfg := store.Config{Path: file(t), Now: c.now}
	a, b := open(t, cfg), open(t, cfg)
	ctx := t.Context()

	_ = get[store.Settings](t)(b.Settings(ctx, "s")) // remembered
	must(t, a.SetMode(ctx, "s", store.ModeThread, "ann"))
	c.pass(5 * time.Second)
	if got := get[store.Settings](t)(b.Settings(ctx, "s")); got.Mode != store.ModeThread {
		t.Errorf("after five seconds the other sees %+v", got)
	}

	var wg sync.WaitGroup
	var mu sync.Mutex
	firsts := map[string]int{}
	for _, s := range []*store.Store{a, b, a, b} {
		wg.Go(func() {
			for i := range 100 {
				event := fmt.Sprint(i)
				first, err := s.Claim(ctx, event)
				if err != nil {
					t.Errorf("Claim(%s): %v", event, err)
				}
				if err := s.Keep(ctx, reply(store.NewKey(), "ann")); err != nil {
					t.Errorf("Keep: %v", err)
				}
				if first {
					mu.Lock()
					firsts[event]++
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	for event, n := range firsts {
		if n != 1 {
			t.Errorf("event %s has %d firsts", event, n)
		}
	}
	if len(firsts) != 100 || a.Health() != nil || b.Health() != nil {
		t.Errorf("%d events of 100 were claimed; health %v and %v", len(firsts), a.Health(), b.Health())
	}
	if got := get[store.Kept](t)(b.Kept(ctx, "ann")); got.Replies != 400 {
		t.Errorf("%d replies are kept, want 400", got.Replies)
	}
}

// killedEnv makes the test binary the process that TestAKillLosesNothing kills.
const killedEnv = "STORE_TEST_KILLED"

func TestMain(m *testing.M) {
	if path := os.Getenv(killedEnv); path != "" {
		writeUntilKilled(path)
	}
	os.Exit(m.Run())
}

// writeUntilKilled prints each event after it is claimed, and each reply after
// it is kept.
func writeUntilKilled(path string) {
	s, err := store.Open(noContext, path, time.Now)
	for i := 0; err == nil; i++ {
		name := fmt.Sprint(i)
		if _, err = s.Claim(noContext, name); err == nil {
			err = s.Keep(noContext, store.Reply{Key: name, Asker: "ann", Body: bytes.Repeat([]byte(name), 1000)})
		}
		fmt.Println(name)
	}
	fmt.Println("failed:", err)
	os.Exit(1)
}

func TestAKillLosesNothing(t *testing.T) {
	path := file(t)
	for round := range 3 {
		cmd := exec.CommandContext(t.Context(), os.Args[0])
		cmd.Env = append(os.Environ(), killedEnv+"="+path)
		out, err := cmd.StdoutPipe()
		must(t, err)
		must(t, cmd.Start())
		last := ""
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if last = lines.Text(); strings.HasPrefix(last, "failed") {
				t.Fatal(last)
			}
			if last == fmt.Sprint(30*(round+1)) {
				must(t, cmd.Process.Kill())
			}
		}
		_ = cmd.Wait() // was killed

		s := open(t, store.Config{Path: path})
		if s.SetAside() != nil || s.Health() != nil {
			t.Fatalf("after a kill: SetAside() = %v, Health() = %v", s.SetAside(), s.Health())
		}
		if first := get[bool](t)(s.Claim(t.Context(), last)); first {
			t.Errorf("event %s was claimed, and can be claimed again after a kill", last)
		}
		if !has(t, s, last) {
			t.Errorf("reply %s was kept, and is gone after a kill", last)
		}
		if open := get[[]store.Claimed](t)(s.Unfinished(t.Context(), 0)); len(open) == 0 {
			t.Error("nothing is unfinished after a kill")
		}
		must(t, s.Close())
	}
}
