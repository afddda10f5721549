package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/bwmarrin/discordgo"
)

// fileHosts are where Discord keeps files.
var fileHosts = []string{"cdn.discordapp.com", "media.discordapp.net"}

// fileTimeout bounds the download of a file.
const fileTimeout = time.Minute

// What a file that was handed in is not taken for.
var (
	errFileTooLarge = errors.New("the file is too large")
	errNoFile       = errors.New("the file cannot be had")
)

// download returns a file that somebody handed in with a command. It comes from
// where Discord keeps files and from nowhere else, without the bot's token.
func (b *Bot) download(ctx context.Context, file *discordgo.MessageAttachment) ([]byte, error) {
	if int64(file.Size) > b.cfg.MaxSource {
		return nil, errFileTooLarge
	}
	address, err := url.Parse(file.URL)
	if err != nil || !b.keepsFiles(address) {
		return nil, fmt.Errorf("%w: it does not lie with Discord", errNoFile)
	}
	ctx, cancel := context.WithTimeout(ctx, fileTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errNoFile, err)
	}
	client := &http.Client{Transport: b.wire, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(req)
	if err != nil {
		var outer *url.Error // it has the address, which is signed
		if errors.As(err, &outer) {
			err = outer.Err
		}
		return nil, fmt.Errorf("%w: %w", errNoFile, err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%w: status %d", errNoFile, resp.StatusCode)
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, b.cfg.MaxSource+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w: %w", errNoFile, err)
	case int64(len(data)) > b.cfg.MaxSource:
		return nil, errFileTooLarge
	}
	return data, nil
}

// keepsFiles reports that an address is one of Discord's for files, or of the
// server that stands in for Discord.
func (b *Bot) keepsFiles(address *url.URL) bool {
	if address.User != nil {
		return false
	}
	if address.Scheme == "https" && slices.Contains(fileHosts, address.Host) {
		return true
	}
	api, err := url.Parse(b.cfg.APIURL)
	return err == nil && api.Host != "" && address.Host == api.Host && address.Scheme == api.Scheme
}
