package store_test

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"rapporteur/store"
)

// each runs a benchmark in memory and on a file that holds what a busy month
// leaves behind.
func each(b *testing.B, f func(b *testing.B, s *store.Store)) {
	for _, kind := range []string{"memory", "file"} {
		b.Run(kind, func(b *testing.B) {
			cfg := store.Config{}
			if kind == "file" {
				cfg.Path = file(b)
			}
			s := open(b, cfg)
			for i := range 5000 {
				must(b, s.Keep(b.Context(), usual(fmt.Sprint("before ", i))))
			}
			f(b, s)
		})
	}
}

// usual is a reply of the usual size.
func usual(key string) store.Reply {
	return store.Reply{Key: key, Server: "s", Channel: "c", Asker: "ann", Kind: "answer", Body: bytes.Repeat([]byte("text "), 1200), At: time.Now()}
}

func BenchmarkKeep(b *testing.B) {
	each(b, func(b *testing.B, s *store.Store) {
		b.ReportAllocs()
		for b.Loop() {
			must(b, s.Keep(b.Context(), usual(store.NewKey())))
		}
	})
}

func BenchmarkReply(b *testing.B) {
	each(b, func(b *testing.B, s *store.Store) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			if !has(b, s, fmt.Sprint("before ", i%5000)) {
				b.Fatal("a reply is gone")
			}
		}
	})
}

func BenchmarkClaim(b *testing.B) {
	each(b, func(b *testing.B, s *store.Store) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			_ = get[bool](b)(s.Claim(b.Context(), fmt.Sprint(i)))
		}
	})
}

func BenchmarkForget(b *testing.B) {
	each(b, func(b *testing.B, s *store.Store) {
		for b.Loop() {
			r := usual("k")
			r.Asker = "bob"
			must(b, s.Keep(b.Context(), r))
			_ = get[store.Kept](b)(s.Forget(b.Context(), "bob"))
		}
	})
}

func BenchmarkSettings(b *testing.B) {
	each(b, func(b *testing.B, s *store.Store) {
		b.ReportAllocs()
		for b.Loop() {
			_ = get[store.Settings](b)(s.Settings(b.Context(), "s"))
		}
	})
}

// BenchmarkPrune is what every two hundredth Keep costs on top, when there are
// as many replies as are kept.
func BenchmarkPrune(b *testing.B) {
	each(b, func(b *testing.B, s *store.Store) {
		for i := range 15_000 {
			must(b, s.Keep(b.Context(), usual(fmt.Sprint("more ", i))))
		}
		for b.Loop() {
			must(b, s.Prune(b.Context()))
		}
	})
}
