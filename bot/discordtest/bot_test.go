package discordtest_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot/discordtest"
)

// place is a server with a guild, a channel and a user.
type place struct {
	*discordtest.Driver
	server  *discordtest.Server
	bot     discordtest.User
	guild   discordtest.Guild
	channel discordtest.Channel
	user    discordtest.User
}

func contextFor(t *testing.T, d time.Duration) (context.Context, context.CancelFunc) {
	return context.WithTimeout(t.Context(), d)
}

// waiting is a context for what is to happen soon.
func waiting(t *testing.T) context.Context {
	ctx, cancel := contextFor(t, 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

func start(t *testing.T, cfg discordtest.Config) *place {
	t.Helper()
	s, err := discordtest.Start(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	p := &place{Driver: s.Driver(), server: s}
	ctx := waiting(t)
	p.bot = must(p.Bot(ctx))(t)
	p.user = must(p.AddUser(ctx, discordtest.User{Name: "alice"}))(t)
	p.guild = must(p.AddGuild(ctx, discordtest.Guild{Name: "Vienna"}))(t)
	p.channel = must(p.AddChannel(ctx, discordtest.Channel{Guild: p.guild.ID, Name: "diplomacy"}))(t)
	return p
}

// must returns a value, or ends the test with its error.
func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// redirect sends a bot's requests to the server in place of Discord.
type redirect struct{ to *url.URL }

func (r redirect) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.URL.Scheme, req.URL.Host, req.Host = r.to.Scheme, r.to.Host, r.to.Host
	return http.DefaultTransport.RoundTrip(req)
}

const ordinaryIntents = discordgo.IntentsGuilds | discordgo.IntentsGuildMessages | discordgo.IntentsDirectMessages

// session is discordgo as the server's client, not yet connected.
func (p *place) session(t *testing.T) *discordgo.Session {
	t.Helper()
	s := must(discordgo.New("Bot test-token"))(t)
	s.Client = &http.Client{Transport: redirect{must(url.Parse(p.server.URL()))(t)}, Timeout: 10 * time.Second}
	s.Identify.Intents = ordinaryIntents
	s.ShouldRetryOnRateLimit = true
	return s
}

func open(t *testing.T, s *discordgo.Session) {
	t.Helper()
	check(t, s.Open())
	t.Cleanup(func() { s.Close() })
}

func TestDiscordgoConnectsAndAnswersAMention(t *testing.T) {
	p := start(t, discordtest.Config{})
	ctx := waiting(t)
	s := p.session(t)
	guilds := make(chan *discordgo.GuildCreate, 4)
	s.AddHandler(func(_ *discordgo.Session, g *discordgo.GuildCreate) { guilds <- g })
	s.AddHandler(func(s *discordgo.Session, m *discordgo.MessageCreate) {
		if m.Author.ID == s.State.User.ID {
			return
		}
		s.ChannelTyping(m.ChannelID)
		s.ChannelMessageSendComplex(m.ChannelID, &discordgo.MessageSend{
			Content: "you said " + m.Content, Reference: m.Reference(),
			AllowedMentions: &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}},
		})
	})
	open(t, s)
	select {
	case g := <-guilds:
		if g.Name != "Vienna" || len(g.Channels) != 1 {
			t.Errorf("GUILD_CREATE is %s with %d channels, want Vienna with 1", g.Name, len(g.Channels))
		}
	case <-ctx.Done():
		t.Fatal("no GUILD_CREATE")
	}

	asked := must(p.Post(ctx, discordtest.Post{Author: p.user.ID, Channel: p.channel.ID, Content: "<@" + p.bot.ID + "> hello"}))(t)
	reply := must(p.WaitMessage(ctx, p.channel.ID, p.user.ID, func(m discordtest.Message) bool { return m.Author.Bot }))(t)
	if want := "you said <@" + p.bot.ID + "> hello"; reply.Content != want || reply.ReplyTo != asked.ID || !reply.Pings.None() {
		t.Errorf("the reply is %q to %s with pings %v, want %q to %s without", reply.Content, reply.ReplyTo, reply.Pings, want, asked.ID)
	}
	if typing := must(p.Typing(ctx, p.channel.ID))(t); len(typing) != 1 {
		t.Errorf("%d calls of typing, want 1", len(typing))
	}
	if v := must(p.Violations(ctx))(t); len(v) != 0 {
		t.Errorf("violations: %v", v)
	}
}

// commands are what the tests' bots register.
var commands = []*discordgo.ApplicationCommand{
	{
		Name: "ask", Description: "Ask a question",
		Options: []*discordgo.ApplicationCommandOption{
			{Type: discordgo.ApplicationCommandOptionString, Name: "question", Description: "What", Required: true, Autocomplete: true},
			{Type: discordgo.ApplicationCommandOptionBoolean, Name: "private", Description: "Only you see it"},
		},
	},
	{Name: "Check", Type: discordgo.MessageApplicationCommand},
}

func TestDiscordgoAnswersInteractions(t *testing.T) {
	p := start(t, discordtest.Config{})
	ctx := waiting(t)
	s := p.session(t)
	var handlers sync.WaitGroup
	t.Cleanup(handlers.Wait)
	s.AddHandler(func(s *discordgo.Session, i *discordgo.InteractionCreate) {
		handlers.Add(1)
		defer handlers.Done()
		switch i.Type {
		case discordgo.InteractionApplicationCommandAutocomplete:
			typed := i.ApplicationCommandData().Options[0].StringValue()
			s.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{
				Type: discordgo.InteractionApplicationCommandAutocompleteResult,
				Data: &discordgo.InteractionResponseData{Choices: []*discordgo.ApplicationCommandOptionChoice{{Name: typed + "!", Value: typed}}},
			})
		case discordgo.InteractionMessageComponent:
			s.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{
				Type: discordgo.InteractionResponseUpdateMessage,
				Data: &discordgo.InteractionResponseData{Content: "pressed"},
			})
		default:
			s.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{
				Type: discordgo.InteractionResponseDeferredChannelMessageWithSource,
				Data: &discordgo.InteractionResponseData{Flags: discordgo.MessageFlagsEphemeral},
			})
			text := "an answer"
			s.InteractionResponseEdit(i.Interaction, &discordgo.WebhookEdit{
				Content: &text,
				Components: &[]discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{
					discordgo.Button{Label: "Sources", CustomID: "sources", Style: discordgo.SecondaryButton},
				}}},
			})
			s.FollowupMessageCreate(i.Interaction, true, &discordgo.WebhookParams{Content: "and more"})
		}
	})
	open(t, s)
	must(s.ApplicationCommandBulkOverwrite(p.bot.ID, "", commands))(t)

	slash := discordtest.Slash{User: p.user.ID, Channel: p.channel.ID, Name: "ask", Options: map[string]any{"question": "who?"}}
	typed := must(p.Autocomplete(ctx, slash, "question"))(t)
	typed = must(p.WaitInteraction(ctx, typed.ID, nil))(t)
	if len(typed.Choices) != 1 || typed.Choices[0].Name != "who?!" {
		t.Errorf("choices are %v, want who?!", typed.Choices)
	}

	asked := must(p.Slash(ctx, slash))(t)
	asked = must(p.WaitInteraction(ctx, asked.ID, func(i discordtest.Interaction) bool { return len(i.Messages) == 2 }))(t)
	if !asked.Ephemeral || asked.Callback != 5 || !asked.Delivered || len(asked.Errors) != 0 {
		t.Errorf("the interaction is %+v, want it deferred and ephemeral", asked)
	}
	if others := must(p.Messages(ctx, p.channel.ID, p.guild.Owner))(t); len(others) != 1 || others[0].Content != "and more" {
		t.Errorf("another user sees %v, want the second follow-up alone", others)
	}
	answer := must(p.Message(ctx, asked.Original))(t)
	if answer.Content != "an answer" || answer.Loading || !answer.Edited.IsZero() {
		t.Errorf("the answer is %+v", answer)
	}

	pressed := must(p.Press(ctx, discordtest.Press{User: p.user.ID, Message: answer.ID, CustomID: "sources"}))(t)
	must(p.WaitInteraction(ctx, pressed.ID, nil))(t)
	if m := must(p.Message(ctx, answer.ID))(t); m.Content != "pressed" || len(m.Components) != 0 {
		t.Errorf("the message is %q with %d rows after the press, want pressed without", m.Content, len(m.Components))
	}
	if _, err := p.Press(ctx, discordtest.Press{User: p.user.ID, Message: answer.ID, CustomID: "sources"}); err == nil || !strings.Contains(err.Error(), "no component") {
		t.Errorf("Press on a button that is gone: %v, want an error", err)
	}
}

// waitingAfter is a context for clean-up, when the test's own has ended.
func waitingAfter(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

func TestDiscordgoComesBack(t *testing.T) {
	p := start(t, discordtest.Config{})
	ctx := waiting(t)
	s := p.session(t)
	texts := make(chan string, 4)
	s.AddHandler(func(_ *discordgo.Session, m *discordgo.MessageCreate) { texts <- m.Content })
	open(t, s)
	for n, do := range []string{discordtest.DoReconnect, discordtest.DoDrop} {
		check(t, p.Do(ctx, discordtest.GatewayAction{Do: do, Shard: -1}))
		text := "<@" + p.bot.ID + "> " + do
		must(p.Post(ctx, discordtest.Post{Author: p.user.ID, Channel: p.channel.ID, Content: text}))(t)
		select {
		case got := <-texts:
			if got != text {
				t.Errorf("after %s the message is %q, want %q", do, got, text)
			}
		case <-ctx.Done():
			t.Fatalf("no message after %s", do)
		}
		check(t, p.Wait(ctx, func() (bool, error) {
			g, err := p.Gateway(ctx)
			return len(g.Resumes) == n+1 && g.Ready, err
		}))
	}
	if g := must(p.Gateway(ctx))(t); len(g.Identifies) != 1 {
		t.Errorf("%d identifies, want 1 and then resumes", len(g.Identifies))
	}
}

func TestDiscordgoSendsFiles(t *testing.T) {
	p := judgedPlace(t)
	s := p.session(t)
	sent := must(s.ChannelMessageSendComplex(p.channel.ID, &discordgo.MessageSend{
		Content: "with a file", Files: []*discordgo.File{{Name: "a.txt", Reader: strings.NewReader("hello")}},
	}))(t)
	if len(sent.Attachments) != 1 || sent.Attachments[0].Filename != "a.txt" || sent.Content != "with a file" {
		t.Errorf("the message is %q with %v, want a.txt", sent.Content, sent.Attachments)
	}
}
