package valid_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"

	"rapporteur/bot/discordtest/valid"
)

// TestDescribedRequests: what the hand list leaves to the description.
func TestDescribedRequests(t *testing.T) {
	c := described(t)
	for _, test := range []row{
		{"a text for a number", messages, `{"content":"x","flags":"64"}`, []string{"flags MODEL_TYPE_CONVERT"}},
		{"a flag of no truth", messages, `{"content":"x","tts":"no"}`, []string{"tts MODEL_TYPE_CONVERT"}},
		{"a field of a row", messages, inRow(`{"type":2,"style":1,"label":"l","custom_id":"i","disabled":"yes"}`), []string{first + ".disabled MODEL_TYPE_CONVERT"}},
		{"in an answer", callback, `{"type":4,"data":{"content":"x","embeds":[{"title":"t","fields":[{"name":"n","value":"v","inline":1}]}]}}`, []string{"data.embeds[0].fields[0].inline MODEL_TYPE_CONVERT"}},
		{"a time that is none", messages, `{"embeds":[{"title":"t","timestamp":"yesterday"}]}`, []string{"embeds[0].timestamp DATE_TIME_TYPE_PARSE"}},
		{"in a follow-up", followUps, `{"content":"x","flags":"64"}`, []string{"flags MODEL_TYPE_CONVERT"}},
		{"in a command", commands, `[{"name":"ask","description":"d","contexts":"all"}]`, []string{"[0].contexts MODEL_TYPE_CONVERT"}},
		{"an option of no known type", commands, `[{"name":"ask","description":"d","options":[{"type":12,"name":"o","description":"d"}]}]`, []string{"[0].options[0].type UNION_TYPE_CHOICES"}},
		{"both find it", messages, `{"content":"x","embeds":[{"title":"` + of(257) + `"}]}`, []string{"embeds[0].title BASE_TYPE_MAX_LENGTH"}},
		{"an id that is none", "POST /api/v9/channels/general/messages", `{"content":"x"}`, []string{"50035"}},
		{"a route that is not there", "POST /api/v9/channels/1/message", `{"content":"x"}`, []string{"0"}},
		{"a method that is not there", "PUT /api/v9/channels/1/messages", `{"content":"x"}`, []string{"0"}},
		{"no body", callback, ``, []string{"type BASE_TYPE_CHOICES", "50109"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := c.Request(exchange(test.route, test.body))
			if diff := cmp.Diff(test.want, codes(got)); diff != "" {
				t.Errorf("problems of %s (-want +got):\n%s\n%v", test.body, diff, got)
			}
		})
	}
}

// tap keeps what a session sends and answers every request with nothing.
type tap struct{ sent []valid.Exchange }

func (p *tap) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
	}
	p.sent = append(p.sent, valid.Exchange{
		Method: r.Method, Path: r.URL.Path, RawQuery: r.URL.RawQuery,
		ContentType: r.Header.Get("Content-Type"), Request: body,
	})
	answer := "{}"
	if strings.HasSuffix(r.URL.Path, "commands") {
		answer = "[]"
	}
	return &http.Response{StatusCode: http.StatusOK, Request: r, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(answer))}, nil
}

// TestWhatDiscordgoSends: none of what the library adds of its own is refused.
func TestWhatDiscordgoSends(t *testing.T) {
	var p tap
	s, err := discordgo.New("Bot x")
	if err != nil {
		t.Fatal(err)
	}
	s.Client = &http.Client{Transport: &p}
	for _, err := range sendAll(s) {
		if err != nil {
			t.Fatal(err)
		}
	}
	byHand := load(t, "")
	for _, x := range p.sent {
		if got := byHand.Request(x); got != nil {
			t.Errorf("%s %s %s: %v", x.Method, x.Path, x.Request, got)
		}
		if got := byHand.Policy(x); got != nil {
			t.Errorf("Policy of %s %s %s: %v", x.Method, x.Path, x.Request, got)
		}
	}
	c := described(t)
	for _, x := range p.sent {
		if got := c.Request(x); got != nil {
			t.Errorf("%s %s %s: %v", x.Method, x.Path, x.Request, got)
		}
	}
}

// sendAll sends one request of each sort that the bot sends.
func sendAll(s *discordgo.Session) []error {
	var errs []error
	did := func(_ any, err error) { errs = append(errs, err) }
	none := &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}}
	i := &discordgo.Interaction{ID: "1", AppID: "2", Token: "token"}
	embed := &discordgo.MessageEmbed{Title: "t", Fields: []*discordgo.MessageEmbedField{{Name: "n", Value: "v"}}}
	buttons := []discordgo.MessageComponent{
		discordgo.ActionsRow{Components: []discordgo.MessageComponent{
			discordgo.Button{Label: "Sources", Style: discordgo.SecondaryButton, CustomID: "s"},
			discordgo.Button{Emoji: &discordgo.ComponentEmoji{Name: "👍"}, Style: discordgo.SecondaryButton, CustomID: "u"},
			discordgo.Button{Label: "Open", Style: discordgo.LinkButton, URL: "https://example.org"},
		}},
		discordgo.ActionsRow{Components: []discordgo.MessageComponent{
			discordgo.SelectMenu{MenuType: discordgo.StringSelectMenu, CustomID: "p", Options: []discordgo.SelectMenuOption{{Label: "l", Value: "v"}}},
		}},
	}
	respond := func(kind discordgo.InteractionResponseType, data *discordgo.InteractionResponseData) {
		did(nil, s.InteractionRespond(i, &discordgo.InteractionResponse{Type: kind, Data: data}))
	}
	respond(discordgo.InteractionResponseDeferredChannelMessageWithSource, &discordgo.InteractionResponseData{Flags: discordgo.MessageFlagsEphemeral})
	respond(discordgo.InteractionResponseChannelMessageWithSource, &discordgo.InteractionResponseData{Content: "x", Components: buttons, AllowedMentions: none})
	respond(discordgo.InteractionResponseUpdateMessage, &discordgo.InteractionResponseData{Content: "x", Embeds: []*discordgo.MessageEmbed{embed}, AllowedMentions: none})
	respond(discordgo.InteractionApplicationCommandAutocompleteResult, &discordgo.InteractionResponseData{Choices: []*discordgo.ApplicationCommandOptionChoice{{Name: "n", Value: "v"}}})
	respond(discordgo.InteractionApplicationCommandAutocompleteResult, &discordgo.InteractionResponseData{})
	respond(discordgo.InteractionResponseModal, &discordgo.InteractionResponseData{CustomID: "m", Title: "t", Components: []discordgo.MessageComponent{
		discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.TextInput{CustomID: "i", Label: "l", Style: discordgo.TextInputShort}}},
	}})
	content := "x"
	did(s.InteractionResponseEdit(i, &discordgo.WebhookEdit{Content: &content, Components: &buttons, AllowedMentions: none}))
	did(s.FollowupMessageCreate(i, true, &discordgo.WebhookParams{Content: "x", AllowedMentions: none, Files: []*discordgo.File{{Name: "a.txt", Reader: bytes.NewReader([]byte("a"))}}}))
	did(s.ChannelMessageSendComplex("1", &discordgo.MessageSend{Content: "x", Components: buttons, AllowedMentions: none, Reference: &discordgo.MessageReference{MessageID: "2", ChannelID: "1"}}))
	did(s.ChannelMessageEditComplex(&discordgo.MessageEdit{Channel: "1", ID: "2", Content: &content, AllowedMentions: none}))
	did(s.MessageThreadStartComplex("1", "2", &discordgo.ThreadStart{Name: "n", AutoArchiveDuration: 1440}))
	did(s.ThreadStartComplex("1", &discordgo.ThreadStart{Name: "n", Type: discordgo.ChannelTypeGuildPublicThread}))
	did(nil, s.ChannelTyping("1"))
	permission := int64(discordgo.PermissionManageGuild)
	contexts := []discordgo.InteractionContextType{discordgo.InteractionContextGuild, discordgo.InteractionContextBotDM}
	did(s.ApplicationCommandBulkOverwrite("1", "", []*discordgo.ApplicationCommand{
		{Name: "ask", Description: "d", Contexts: &contexts, Options: []*discordgo.ApplicationCommandOption{
			{Type: discordgo.ApplicationCommandOptionString, Name: "question", Description: "d", Required: true},
			{Type: discordgo.ApplicationCommandOptionString, Name: "article", Description: "d", Autocomplete: true},
		}},
		{Name: "rapporteur", Description: "d", DefaultMemberPermissions: &permission, Options: []*discordgo.ApplicationCommandOption{
			{Type: discordgo.ApplicationCommandOptionSubCommand, Name: "status", Description: "d"},
		}},
		{Type: discordgo.MessageApplicationCommand, Name: "Check against the articles"},
	}))
	return errs
}
