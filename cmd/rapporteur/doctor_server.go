package main

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"time"

	"rapporteur/bot"
	"rapporteur/llm"
)

// doctorPatience bounds each question to a model.
const doctorPatience = 20 * time.Second

func (d *doctor) embeddings(ctx context.Context) {
	c := d.app.cfg
	switch {
	case c.EmbedModel == "":
		d.add("embeddings", findOK, "the vectors in the program", "")
		return
	case d.offline:
		d.add("embeddings", findInfo, c.EmbedModel+" was not asked, for --offline", "")
		return
	}
	ctx, cancel := context.WithTimeout(ctx, doctorPatience)
	defer cancel()
	e, err := llm.NewEmbedder(d.app.server(c.EmbedModel))
	var vectors [][]float32
	if err == nil {
		vectors, err = e.Embed(ctx, []string{"news"})
	}
	if err != nil {
		d.add("embeddings", findFail, err.Error(), "check OPENAI_BASE_URL, OPENAI_API_KEY and RAPPORTEUR_EMBED_MODEL; or unset the last one to use the vectors in the program")
		return
	}
	d.add("embeddings", findOK, fmt.Sprintf("%s answers, with %d numbers a text", c.EmbedModel, len(vectors[0])), "")
}

func (d *doctor) model(ctx context.Context) {
	c := d.app.cfg
	switch {
	case !c.writes():
		d.add("model", findInfo, "not set; answers are in the articles' own words", "")
		return
	case d.offline:
		d.add("model", findInfo, "set, and not asked, for --offline", "")
		return
	}
	ctx, cancel := context.WithTimeout(ctx, doctorPatience)
	defer cancel()
	chat, err := llm.NewChat(llm.ChatConfig{Config: d.app.server(c.ChatModel), Total: doctorPatience})
	began := time.Now()
	var reply llm.Reply
	if err == nil {
		reply, err = chat.Write(ctx, llm.Request{System: "Answer in one word.", User: "Say yes.", MaxTokens: 16}, silentSink{})
	}
	if err != nil && !errors.Is(err, llm.ErrUnfinished) {
		d.add("model", findFail, err.Error(), "check OPENAI_BASE_URL, OPENAI_API_KEY and RAPPORTEUR_CHAT_MODEL; meanwhile answers are in the articles' own words")
		return
	}
	d.add("model", findOK, fmt.Sprintf("%s answers, within %s", reply.Model, time.Since(began).Round(10*time.Millisecond)), "")
}

// silentSink takes what a model writes and forgets it.
type silentSink struct{}

func (silentSink) Start()             {}
func (silentSink) Write(string) error { return nil }

// tokenForm is that of the tokens of Discord's bots: an id, a time and a hash.
var tokenForm = regexp.MustCompile(`^([A-Za-z0-9_-]{20,})\.[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]{20,}$`)

// tokenLike reports that a token has the form of one: its first part is an id.
func tokenLike(token string) bool {
	m := tokenForm.FindStringSubmatch(token)
	if m == nil {
		return false
	}
	id, err := base64.RawURLEncoding.DecodeString(m[1])
	return err == nil && strings.Trim(string(id), "0123456789") == ""
}

func (d *doctor) discord(ctx context.Context) {
	c := d.app.cfg
	if c.DiscordToken == "" {
		d.add("discord", findInfo, "no token is set; only serve needs one", "")
		return
	}
	if c.DiscordAPI == "" && !tokenLike(c.DiscordToken) {
		d.add("discord", findWarn, "the token does not look like that of a bot", "copy it from the Bot page of the developer portal: not the client secret, nor the public key")
	}
	if d.offline {
		d.add("discord", findInfo, "a token is set, and was not tried, for --offline", "")
		return
	}
	version, _ := buildVersion()
	p, err := bot.Probe(ctx, c.DiscordToken, c.DiscordAPI, version)
	var fatal *bot.FatalError
	switch {
	case errors.As(err, &fatal):
		d.add("discord", findFail, "Discord refuses the token", "take a new one from the Bot page of the developer portal and set DISCORD_TOKEN")
		return
	case err != nil:
		d.add("discord", findFail, err.Error(), "check the network, a proxy, and DISCORD_API_URL")
		return
	}
	d.add("discord", findOK, "the token is that of "+p.Name+"; no privileged intent is needed", "")
	if p.Endpoint {
		d.add("discord", findFail, "commands and buttons go to an address of the web, and so never come here", "empty Interactions Endpoint URL on the General Information page of the developer portal")
	}
	if p.Grant {
		d.add("discord", findWarn, "the bot cannot be invited with a link alone", "switch off Requires OAuth2 Code Grant on the Bot page of the developer portal")
	}
	switch {
	case p.Starts == 0:
		d.add("discord", findFail, "no more sessions may be begun today", "find what restarts serve so often; wait until tomorrow")
	case p.Starts > 0 && p.Starts < 50:
		d.add("discord", findWarn, fmt.Sprintf("only %d more sessions may be begun today", p.Starts), "find what restarts serve so often")
	}
}

// http looks whether the address is free, or a running serve answers there.
func (d *doctor) http(ctx context.Context) {
	address := d.app.cfg.HTTP
	if address == "" {
		d.add("http", findInfo, "not set; there are no health checks and no metrics", "")
		return
	}
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+"/readyz", nil)
	if err == nil {
		var resp *http.Response
		if resp, err = http.DefaultClient.Do(r); err == nil {
			_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10))
			_ = resp.Body.Close()
			if resp.StatusCode == http.StatusServiceUnavailable {
				d.add("http", findWarn, "something answers at "+address+" that it is not ready", "see http://"+address+"/readyz")
				return
			}
			d.add("http", findInfo, fmt.Sprintf("something answers at %s already, with status %d; a serve that runs is all right", address, resp.StatusCode), "")
			return
		}
	}
	d.add("http", findOK, "nothing answers at "+address+" yet", "")
}
