package bot

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"
)

func TestSaid(t *testing.T) {
	forwarded := &discordgo.Message{Content: "A claim, forwarded."}
	preview := []*discordgo.MessageEmbed{nil, {Title: "A headline", Description: "What it says."}}
	for _, tt := range []struct {
		name string
		m    *discordgo.Message
		want string
	}{
		{"no message", nil, ""},
		{"a text", &discordgo.Message{Content: " A claim. "}, "A claim."},
		{"a forwarded message", &discordgo.Message{MessageSnapshots: []discordgo.MessageSnapshot{{Message: forwarded}, {}}}, "A claim, forwarded."},
		{"a text with a preview", &discordgo.Message{Content: "See https://a.example", Embeds: preview}, "See https://a.example"},
		{"a link with its preview", &discordgo.Message{Content: "<https://a.example/x>", Embeds: preview}, "A headline\nWhat it says."},
		{"a forwarded link", &discordgo.Message{MessageSnapshots: []discordgo.MessageSnapshot{{Message: &discordgo.Message{Content: "https://a.example", Embeds: preview}}}}, "A headline\nWhat it says."},
		{"a link alone", &discordgo.Message{Content: "https://a.example"}, ""},
	} {
		if got := said(tt.m); got != tt.want {
			t.Errorf("%s: said = %q, want %q", tt.name, got, tt.want)
		}
	}
	if got := said(&discordgo.Message{Content: strings.Repeat("ж", 20_000)}); len(got) > maxChecked || !utf8.ValidString(got) {
		t.Errorf("said of a long text is %d bytes, valid %v", len(got), utf8.ValidString(got))
	}
}
