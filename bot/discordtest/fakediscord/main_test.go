package main

import (
	"bufio"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/bot/discordtest"
)

func TestRunServesUntilItIsInterrupted(t *testing.T) {
	record := filepath.Join(t.TempDir(), "record.jsonl")
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	out, printed := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		err := run(ctx, []string{"-record", record}, printed)
		printed.CloseWithError(err)
		ended <- err
	}()
	url, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	driver := discordtest.NewDriver(strings.TrimSuffix(strings.TrimSpace(url), "/api/v10"))
	if _, err := driver.AddGuild(ctx, discordtest.Guild{Name: "Vienna"}); err != nil {
		t.Errorf("AddGuild: %v", err)
	}
	driver.Close()
	stop()
	if err := <-ended; err != nil {
		t.Errorf("run: %v", err)
	}
	if lines, err := os.ReadFile(record); err != nil || !strings.Contains(string(lines), "GUILD_CREATE") {
		t.Errorf("the record holds %q (%v), want a GUILD_CREATE", lines, err)
	}
}

func TestRunRefusesWhatItCannotRead(t *testing.T) {
	for _, args := range [][]string{
		{"-openapi", filepath.Join(t.TempDir(), "missing.json")},
		{"-record", filepath.Join(t.TempDir(), "missing", "record")},
		{"-listen", "nowhere"},
		{"-unknown"},
	} {
		if err := run(t.Context(), args, io.Discard); err == nil {
			t.Errorf("run(%q) = nil, want an error", args)
		}
	}
}
