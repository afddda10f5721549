package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/archive"
	"rapporteur/bot"
	"rapporteur/ingest"
	"rapporteur/intake"
)

func TestEditingServers(t *testing.T) {
	const one, two = "1180000000000000000", "1180000000000000001"
	for _, tt := range []struct {
		value string
		want  bot.Editing
	}{
		{"", bot.Editing{}},
		{"all", bot.Editing{All: true}},
		{one, bot.Editing{Servers: []string{one}}},
		{one + ", " + two, bot.Editing{Servers: []string{one, two}}},
	} {
		c, err := configFrom(t, nil, map[string]string{"RAPPORTEUR_EDITING_SERVERS": tt.value}, "")
		if err != nil {
			t.Errorf("RAPPORTEUR_EDITING_SERVERS=%q: %v", tt.value, err)
		}
		if diff := cmp.Diff(tt.want, c.Editing); diff != "" {
			t.Errorf("RAPPORTEUR_EDITING_SERVERS=%q (-want +got):\n%s", tt.value, diff)
		}
	}
	for _, value := range []string{"none", "All", one + ",", "12", "-1180000000000000000", "<@" + one + ">", one + " " + two} {
		if _, err := configFrom(t, nil, map[string]string{"RAPPORTEUR_EDITING_SERVERS": value}, ""); err == nil || !strings.Contains(err.Error(), "RAPPORTEUR_EDITING_SERVERS") {
			t.Errorf("RAPPORTEUR_EDITING_SERVERS=%q: %v, want a mistake", value, err)
		}
	}
}

// TestForPeople: what an edit is refused for is told people, a fault of the disk
// without its paths, and any other fault not at all.
func TestForPeople(t *testing.T) {
	for _, tt := range []struct {
		err    error
		reason bot.Reason
		told   bool
	}{
		{fmt.Errorf("remove: %w", archive.ErrUnknown), bot.Unknown, true},
		{archive.ErrRemoved, bot.Gone, true},
		{archive.ErrPresent, bot.Present, true},
		{archive.ErrPurged, bot.Purged, true},
		{&archive.BusyError{PID: 7}, bot.Locked, true},
		{ingest.ErrTaken, bot.Overtook, true},
		{&archive.Fault{Doing: "kept", Cause: fs.ErrPermission}, bot.Disk, true},
		{&intake.Refusal{Sentence: "The file is empty."}, bot.Told, true},
		{errors.New("something else"), "", false},
		{context.Canceled, "", false},
	} {
		var why *bot.EditError
		err := forPeople(tt.err)
		if errors.As(err, &why) != tt.told || tt.told && why.Reason != tt.reason {
			t.Errorf("forPeople(%v) = %#v, want reason %q, told %v", tt.err, err, tt.reason, tt.told)
		}
		if !errors.Is(err, tt.err) {
			t.Errorf("forPeople(%v) = %v, which loses its cause", tt.err, err)
		}
	}
	if err := forPeople(nil); err != nil {
		t.Errorf("forPeople(nil) = %v", err)
	}
}
