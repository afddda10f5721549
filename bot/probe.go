package bot

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/bwmarrin/discordgo"
)

// Probed is what Discord says of a bot.
type Probed struct {
	Name     string
	Starts   int  // sessions that may be begun until the day ends; -1 when Discord did not say
	Endpoint bool // interactions go to an address of the web instead of the gateway, and so never come here
	Grant    bool // inviting the bot needs a code grant, which this program does not do
}

// probeTimeout bounds what a probe asks.
const probeTimeout = 15 * time.Second

// Probe asks Discord's API at apiURL ("" for Discord itself) about the bot that a
// token is of. It connects to no gateway and changes nothing. The error is a
// *FatalError where the token is refused.
func Probe(ctx context.Context, token, apiURL, version string) (Probed, error) {
	ctx, cancel := context.WithTimeout(ctx, probeTimeout)
	defer cancel()
	over := &Bot{cfg: Config{Token: token, APIURL: apiURL, Version: version}, wire: http.DefaultTransport.(*http.Transport).Clone(), refused: &refused{now: time.Now}, pace: &pace{}}
	defer over.wire.CloseIdleConnections()
	session, _, err := over.session()
	if err != nil {
		return Probed{}, err
	}
	r := &rest{session: session, interactions: session, pace: over.pace}
	var me discordgo.User
	var app struct {
		Endpoint string `json:"interactions_endpoint_url"`
		Grant    bool   `json:"bot_require_code_grant"`
	}
	var gateway struct {
		Limit struct {
			Remaining *int `json:"remaining"`
		} `json:"session_start_limit"`
	}
	for _, ask := range []struct {
		path     string
		into     any
		optional bool
	}{{"users/@me", &me, false}, {"applications/@me", &app, true}, {"gateway/bot", &gateway, true}} {
		err := r.do(ctx, call{method: http.MethodGet, path: ask.path, bucket: bucket{kind: ask.path}, into: ask.into, tries: 2, each: 6 * time.Second})
		switch f := fatal(err); {
		case f != nil:
			return Probed{}, f
		case err != nil && !ask.optional:
			return Probed{}, fmt.Errorf("ask Discord who the bot is: %w", err)
		}
	}
	found := Probed{Name: me.Username, Starts: -1, Endpoint: app.Endpoint != "", Grant: app.Grant}
	if gateway.Limit.Remaining != nil {
		found.Starts = *gateway.Limit.Remaining
	}
	return found, nil
}
