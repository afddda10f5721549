package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot/reply"
)

// surface is where one reply is shown: the answer to an interaction, or a
// message in a channel. It is used by one goroutine at a time.
type surface interface {
	// show puts m in the place of what was shown before. embedded is false when
	// Discord left the embeds out, because the bot may not embed here.
	show(ctx context.Context, m reply.Message) (embedded bool, err error)
	// more shows the n-th further message (from 1) of a long reply.
	more(ctx context.Context, n int, m reply.Message) error
	// withdraw takes away what is shown, for nobody waits for it any more.
	withdraw(ctx context.Context)
	// channelID is the channel in which the reply stands.
	channelID() string
}

// finalTries is how often Discord is asked to take a reply: for about a quarter
// of a minute, longer than most of its faults last.
const finalTries = 9

// posted is what is read of a message that Discord has taken.
type posted struct {
	ID      string      `json:"id"`
	Content *string     `json:"content"` // nil when the answer does not tell
	Embeds  *[]struct{} `json:"embeds"`
}

// embedded reports that Discord did not leave out embeds of m.
func (p posted) embedded(m reply.Message) bool {
	return p.Embeds == nil || len(*p.Embeds) >= len(m.Embeds)
}

// says reports that the message has the text of m. Discord trims.
func (p posted) says(m reply.Message) bool {
	return p.Content == nil || strings.TrimSpace(*p.Content) == strings.TrimSpace(m.Content)
}

// channelSurface shows a reply as a message in a channel, in reply to another.
type channelSurface struct {
	bot       *Bot
	channel   string
	reference string // message replied to, "" for none
	nonce     string // the same for each try to send the same message
	id        string // of the message, once sent
}

// outgoing is a message as it is created.
type outgoing struct {
	reply.Message
	Nonce        string     `json:"nonce,omitempty"`
	EnforceNonce bool       `json:"enforce_nonce,omitempty"`
	Reference    *reference `json:"message_reference,omitempty"`
}

type reference struct {
	MessageID string `json:"message_id"`
	ChannelID string `json:"channel_id"`
}

func (s *channelSurface) channelID() string { return s.channel }

func (s *channelSurface) show(ctx context.Context, m reply.Message) (bool, error) {
	if s.id != "" {
		return s.edit(ctx, m)
	}
	got, err := s.send(ctx, s.nonce, m)
	if err != nil {
		return false, err
	}
	s.id = got.ID
	if !got.says(m) {
		// An earlier message with the same nonce was sent, though its answer was
		// lost: Discord gives that one back.
		return s.edit(ctx, m)
	}
	return got.embedded(m), nil
}

func (s *channelSurface) edit(ctx context.Context, m reply.Message) (bool, error) {
	var got posted
	err := s.bot.rest.do(ctx, call{
		method: "PATCH", path: "channels/" + s.channel + "/messages/" + s.id, bucket: bucket{"PATCH message", s.channel}, body: m, into: &got, tries: finalTries,
	})
	return got.embedded(m), err
}

func (s *channelSurface) more(ctx context.Context, n int, m reply.Message) error {
	_, err := s.send(ctx, s.nonce+"-"+strconv.Itoa(n), m)
	return err
}

// send creates a message. Where the bot may not read the history it may not
// reply either; then the message stands by itself.
func (s *channelSurface) send(ctx context.Context, nonce string, m reply.Message) (posted, error) {
	out := outgoing{Message: m, Nonce: nonce, EnforceNonce: true}
	if s.reference != "" {
		out.Reference = &reference{s.reference, s.channel}
	}
	got, err := s.bot.post(ctx, s.channel, out)
	if out.Reference != nil && code(err) == codeNoHistory {
		s.reference, out.Reference = "", nil
		got, err = s.bot.post(ctx, s.channel, out)
	}
	return got, err
}

func (b *Bot) post(ctx context.Context, channel string, m outgoing) (got posted, err error) {
	err = b.rest.do(ctx, call{
		method: "POST", path: "channels/" + channel + "/messages", bucket: bucket{"POST message", channel}, body: m, into: &got, tries: finalTries,
	})
	return got, err
}

func (s *channelSurface) withdraw(ctx context.Context) {
	if s.id == "" {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, deliverTimeout)
	defer cancel()
	err := s.bot.rest.do(ctx, call{
		method: "DELETE", path: "channels/" + s.channel + "/messages/" + s.id, bucket: bucket{"DELETE message", s.channel},
	})
	if err != nil && !gone(err) {
		s.bot.cfg.Log.Warn("a reply that nobody waits for was not taken away", "error", err)
	}
}

// How long an interaction may be responded to for the first time, and after
// that: https://discord.com/developers/docs/interactions/receiving-and-responding
const (
	firstResponse = 2800 * time.Millisecond
	tokenLife     = 14*time.Minute + 30*time.Second
)

var errTokenOld = errors.New("the interaction is older than its token")

// interactionSurface shows a reply as the response to an interaction.
type interactionSurface struct {
	bot     *Bot
	i       *discordgo.Interaction
	private bool
	since   time.Time     // when the interaction came
	acked   chan struct{} // closed when the first response is through, or given up
	ackErr  error         // valid once acked is closed

	instead *channelSurface // what is used when the token is dead
}

func (s *interactionSurface) channelID() string { return s.i.ChannelID }

// original is the path of the response; its bucket is its own, so that no
// interaction waits for another.
func (s *interactionSurface) original() (path string, _ bucket) {
	return s.webhook() + "/messages/@original", bucket{"interaction", s.i.ID}
}

// webhook is the path of the webhook that answers the interaction.
func (s *interactionSurface) webhook() string {
	return "webhooks/" + cmp.Or(s.i.AppID, s.bot.me().appID) + "/" + s.i.Token
}

func (s *interactionSurface) show(ctx context.Context, m reply.Message) (bool, error) {
	why := s.wait(ctx)
	if why != nil && !errors.Is(why, errNoAck) {
		return s.elsewhere(ctx, m, why)
	}
	// Where no answer to the first response was heard of, it may have arrived all
	// the same.
	path, own := s.original()
	var got posted
	err := s.bot.rest.do(ctx, call{method: "PATCH", path: path, bucket: own, body: m, into: &got, tries: finalTries})
	if why != nil && err != nil {
		return s.elsewhere(ctx, m, why)
	}
	if tokenDead(err) {
		return s.elsewhere(ctx, m, err)
	}
	return got.embedded(m), err
}

func (s *interactionSurface) more(ctx context.Context, n int, m reply.Message) error {
	if s.instead != nil {
		return s.instead.more(ctx, n, m)
	}
	out := struct {
		reply.Message
		Flags int `json:"flags,omitempty"`
	}{Message: m}
	if s.private {
		out.Flags = flagEphemeral
	}
	// No nonce keeps such a message from standing there twice.
	return s.bot.rest.do(ctx, call{
		method: "POST", path: s.webhook(), bucket: bucket{"interaction", s.i.ID}, body: out, once: true,
	})
}

func (s *interactionSurface) withdraw(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, deliverTimeout)
	defer cancel()
	path, own := s.original()
	if err := s.bot.rest.do(ctx, call{method: "DELETE", path: path, bucket: own}); err != nil && !gone(err) && !tokenDead(err) {
		s.bot.cfg.Log.Warn("a response that nobody waits for was not taken away", "error", err)
	}
}

// wait returns when the interaction can be responded to, or why it cannot.
func (s *interactionSurface) wait(ctx context.Context) error {
	select {
	case <-s.acked:
	case <-ctx.Done():
		return ctx.Err()
	}
	switch {
	case s.ackErr != nil:
		return s.ackErr
	case time.Since(s.since) > tokenLife:
		return errTokenOld
	}
	return nil
}

// elsewhere shows m as a message in the channel, when the interaction cannot be
// responded to any more and the reply is for everybody.
func (s *interactionSurface) elsewhere(ctx context.Context, m reply.Message, why error) (bool, error) {
	if !tokenDead(why) && !errors.Is(why, errTokenOld) && !errors.Is(why, errNoAck) {
		return false, why
	}
	if s.private {
		return false, fmt.Errorf("the reply is private and its interaction is gone: %w", why)
	}
	if s.instead == nil {
		s.bot.cfg.Log.Info("the interaction is gone; its answer goes to the channel", "why", why)
		s.instead = &channelSurface{bot: s.bot, channel: s.i.ChannelID, nonce: s.i.ID}
	}
	return s.instead.show(ctx, m)
}

// errNoAck is why there was no first response.
var errNoAck = errors.New("no first response within its time")

const flagEphemeral = 1 << 6

// respond sends the first response to an interaction.
func (b *Bot) respond(i *discordgo.Interaction, since time.Time, body any) error {
	ctx, cancel := context.WithDeadline(b.life, since.Add(firstResponse))
	defer cancel()
	tried := 0
	err := b.rest.do(ctx, call{
		method: "POST", path: "interactions/" + i.ID + "/" + i.Token + "/callback", bucket: bucket{"callback", i.ID},
		body: body, each: 1200 * time.Millisecond, tried: &tried,
	})
	switch {
	case code(err) == codeAcknowledged && tried > 1:
		return nil // an earlier try did arrive, and its answer was lost
	case code(err) == codeAcknowledged:
		return errDuplicate
	case err != nil && !tokenDead(err):
		return fmt.Errorf("%w: %w", errNoAck, err)
	}
	return err
}

// errDuplicate says that the event is being answered already, by another
// process or after another delivery.
var errDuplicate = errors.New("already acknowledged")

// acknowledge defers the response: Discord shows that the bot is thinking. It
// returns at once, and s.acked tells when it is through.
func (s *interactionSurface) acknowledge() {
	type data struct {
		Flags int `json:"flags,omitempty"`
	}
	body := struct {
		Type int   `json:"type"`
		Data *data `json:"data,omitempty"`
	}{Type: responseDeferred}
	if s.private {
		body.Data = &data{flagEphemeral}
	}
	s.bot.spawn(func() {
		defer close(s.acked)
		s.ackErr = s.bot.respond(s.i, s.since, body)
	})
}

// The types of first responses.
const (
	responseMessage  = 4
	responseDeferred = 5
	responseNothing  = 6 // to a component: the message stays as it is
	responseUpdate   = 7
	responseChoices  = 8
)
