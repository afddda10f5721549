package store_test

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"rapporteur/store"
)

func TestForget(t *testing.T) {
	everywhere(t, func(t *testing.T, s *store.Store, c *clock) {
		ctx := t.Context()
		must(t, s.Keep(ctx, reply("a", "ann")))
		must(t, s.Keep(ctx, reply("b", "ann")))
		must(t, s.Keep(ctx, reply("c", "bob")))
		for _, key := range []string{"a", "c"} {
			for _, user := range []string{"ann", "bob"} {
				_ = get[store.Change](t)(s.Vote(ctx, store.Vote{Key: key, User: user, Server: "s"}))
			}
		}
		must(t, s.SetMode(ctx, "s", store.ModeThread, "ann"))
		want := store.Kept{Replies: 2, Votes: 2}
		if got := get[store.Kept](t)(s.Kept(ctx, "ann")); got != want {
			t.Errorf("Kept(ann) = %+v, want %+v", got, want)
		}
		if got := get[store.Kept](t)(s.Forget(ctx, "ann")); got != want {
			t.Errorf("Forget(ann) = %+v, want %+v", got, want)
		}
		if got := get[store.Kept](t)(s.Kept(ctx, "ann")); got != (store.Kept{}) {
			t.Errorf("Kept(ann) = %+v after Forget", got)
		}
		if has(t, s, "a") || has(t, s, "b") || !has(t, s, "c") {
			t.Error("not ann's replies and only they are gone")
		}
		if got := get[store.Kept](t)(s.Kept(ctx, "bob")); got != (store.Kept{Replies: 1, Votes: 1}) {
			t.Errorf("Kept(bob) = %+v", got)
		}
		if got := get[store.Settings](t)(s.Settings(ctx, "s")); got.ChangedBy != "" || got.Mode != store.ModeThread {
			t.Errorf("settings = %+v, want them kept without ann's name", got)
		}
		if got := get[time.Time](t)(s.ForgottenSince(ctx, "ann")); !got.Equal(c.now()) {
			t.Errorf("ForgottenSince(ann) = %v, want %v", got, c.now())
		}
		if got := get[time.Time](t)(s.ForgottenSince(ctx, "bob")); !got.IsZero() {
			t.Errorf("ForgottenSince(bob) = %v, want never", got)
		}
		c.pass(25 * time.Hour)
		if got := get[time.Time](t)(s.ForgottenSince(ctx, "ann")); !got.IsZero() {
			t.Errorf("ForgottenSince(ann) a day later = %v, want never", got)
		}
	})
}

func TestForgetServer(t *testing.T) {
	everywhere(t, func(t *testing.T, s *store.Store, _ *clock) {
		ctx := t.Context()
		other := reply("other", "ann")
		other.Server = "other"
		must(t, s.Keep(ctx, other))
		must(t, s.Keep(ctx, reply("a", "ann")))
		_ = get[store.Change](t)(s.Vote(ctx, store.Vote{Key: "a", User: "ann", Server: "s"}))
		must(t, s.SetChannel(ctx, "s", "10", false, "ann"))
		must(t, s.SetMode(ctx, "other", store.ModeThread, "ann"))
		must(t, s.ForgetServer(ctx, "s"))
		if has(t, s, "a") || !has(t, s, "other") {
			t.Error("not the replies of the server and only they are gone")
		}
		if got := get[store.Settings](t)(s.Settings(ctx, "s")); got.Off != nil || got.ChangedBy != "" {
			t.Errorf("settings = %+v, want none", got)
		}
		if got := get[store.Settings](t)(s.Settings(ctx, "other")); got.Mode != store.ModeThread {
			t.Errorf("settings of another server = %+v", got)
		}
		if got := get[store.Tally](t)(s.Votes(ctx, "s", 0)); got.Up+got.Down != 0 {
			t.Errorf("votes = %+v, want none", got)
		}
		if err := s.ForgetServer(ctx, ""); !errors.Is(err, store.ErrInvalid) {
			t.Errorf("ForgetServer of nothing = %v, want %v", err, store.ErrInvalid)
		}
	})
}

// found returns the files of a folder that hold any of the texts.
func found(t *testing.T, dir string, texts ...string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	must(t, err)
	var in []string
	for _, name := range names {
		data, err := os.ReadFile(name)
		must(t, err)
		for _, text := range texts {
			if bytes.Contains(data, []byte(text)) {
				in = append(in, fmt.Sprintf("%q in %s", text, filepath.Base(name)))
			}
		}
	}
	return in
}

// keyOf returns the key with which a person's replies are sealed.
func keyOf(t *testing.T, path, user string) string {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	must(t, err)
	defer db.Close()
	var key string
	must(t, db.QueryRow(`SELECT key FROM persons WHERE hex(name) LIKE hex(?) || '%'`, user).Scan(&key))
	return key
}

// TestForgottenIsGoneFromTheDisk writes and deletes for a while, so that pages
// are split, joined and used again, and looks at the bytes.
func TestForgottenIsGoneFromTheDisk(t *testing.T) {
	const user, secret = "299792458000000001", "what is my neighbour hiding"
	for _, most := range []int{50, 20_000} {
		path := file(t)
		s := open(t, store.Config{Path: path, Most: most})
		ctx := t.Context()
		random := rand.New(rand.NewPCG(1, 2))
		for range 150 {
			asker, text := fmt.Sprint(299792458000000002+int64(random.IntN(9))), "nothing"
			if random.IntN(3) == 0 {
				asker, text = user, secret
			}
			body := bytes.Repeat([]byte(text+" "), 1+random.IntN(1<<random.IntN(8)))
			key := store.NewKey()
			must(t, s.Keep(ctx, store.Reply{Key: key, Server: "s", Asker: asker, Kind: "answer", Body: body}))
			_ = get[store.Change](t)(s.Vote(ctx, store.Vote{Key: key, User: user, Server: "s"}))
			_ = get[bool](t)(s.Claim(ctx, key))
			must(t, s.SetMode(ctx, fmt.Sprint(random.IntN(100)), store.ModeThread, asker))
			if random.IntN(25) == 0 {
				_ = get[store.Kept](t)(s.Forget(ctx, fmt.Sprint(299792458000000002+int64(random.IntN(9)))))
			}
		}
		key := keyOf(t, path, user)
		if len(found(t, filepath.Dir(path), user, key)) < 2 {
			t.Fatal("the files do not hold what is to be looked for")
		}
		_ = get[store.Kept](t)(s.Forget(ctx, user))
		if left := found(t, filepath.Dir(path), user, key, secret); left != nil {
			t.Errorf("with %d replies at most, after Forget: %v", most, left)
		}
	}
}
