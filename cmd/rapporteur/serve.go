package main

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"rapporteur/bot"
	"rapporteur/intake"
	"rapporteur/library"
	"rapporteur/store"
)

const serveExamples = `  DISCORD_TOKEN_FILE=token.txt rapporteur serve
  DISCORD_TOKEN=… rapporteur serve --data /var/lib/rapporteur --http 127.0.0.1:9090`

func newServe(a *app) *cobra.Command {
	var writer string
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Answer in Discord",
		Long: `Connect to Discord and answer there: mentions, replies, direct messages and
slash commands. It needs the token of a bot and no privileged intent.

With --data, the settings of servers, ratings, and what the buttons under an
answer show outlive the program. What is added, or changes in the folder of
--corpus, is answered from a few seconds later. An interrupt or SIGTERM has it
finish what it is answering and disconnect; a second one ends it at once.

With --http, it answers there whether it lives (/healthz) and whether it can
answer questions (/readyz), and what it has done, for Prometheus (/metrics).`,
		Example: serveExamples,
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := a.chooseWriter(writer); err != nil {
				return err
			}
			return a.serve(cmd.Context())
		},
	}
	addWriterFlag(cmd, &writer, modelIfSet)
	return cmd
}

func (a *app) serve(ctx context.Context) error {
	if a.cfg.DiscordToken == "" {
		return usagef("no Discord token; set DISCORD_TOKEN or DISCORD_TOKEN_FILE (Bot page of the Discord developer portal)")
	}
	if a.json {
		return usagef("serve has no JSON output")
	}
	if a.cfg.LogLevel == nil {
		a.logAt(slog.LevelInfo) // a program that runs for weeks says what it does
	}
	watched, err := a.listenHTTP(ctx)
	if err != nil {
		return err
	}
	defer watched.end()
	a.watch = watched
	shown := &shown{app: a}
	articles, err := a.library(ctx, shown.swap)
	if err != nil {
		return err
	}
	defer func() {
		if err := articles.Close(); err != nil {
			a.log.Info("the next start takes longer: what is derived from the articles is not kept", "error", err)
		}
	}()
	shown.begin(articles.Current())
	watched.showArticles(articles, a.budget)
	kept, err := a.store(ctx)
	if err != nil {
		return err
	}
	defer func() {
		if err := kept.Close(); err != nil {
			a.warnf("what was kept last may be lost: %s", err)
		}
	}()
	watched.component("store", kept.Health)
	if a.kept != nil {
		watched.component("archive", a.kept.Health)
	}
	version, _ := buildVersion()
	b, err := bot.New(bot.Config{
		Token: a.cfg.DiscordToken, APIURL: a.cfg.DiscordAPI, ShardID: a.cfg.ShardID, ShardCount: a.cfg.ShardCount,
		Library: shown.library.Load, Store: kept, Log: a.log, Watch: watched.watcher(),
		Editor: a.editor(articles), Editing: a.cfg.Editing, MaxSource: intake.DefaultMaxInput,
		Version: version, Writer: a.writerName(), PerHour: a.cfg.PerHour,
		Timeout: a.cfg.maxWait(), Grace: a.cfg.Grace,
	})
	if err != nil {
		return usagef("%s", err)
	}
	watched.showBot(b)
	a.log.Info("starting", "version", version, "config", a.cfg, "articles", len(articles.Current().Articles))
	err = a.run(ctx, b, articles, shown)
	var fatal *bot.FatalError
	switch {
	case errors.As(err, &fatal):
		return err
	case err == nil || errors.Is(err, context.Canceled):
		a.log.Info("stopped")
		return nil
	}
	return err
}

// run has the bot answer, and the articles follow their folder, until ctx ends.
func (a *app) run(ctx context.Context, b *bot.Bot, articles *library.Library, shown *shown) error {
	ctx, stop := context.WithCancel(ctx)
	var beside sync.WaitGroup
	beside.Go(func() {
		shown.complete()
		if a.cfg.Corpus != "" && a.cfg.Corpus != noBase || a.kept != nil {
			articles.Watch(ctx)
		}
	})
	err := b.Run(ctx)
	stop()
	beside.Wait()
	return err
}

// store opens what is kept, in --data or else in memory.
func (a *app) store(ctx context.Context) (*store.Store, error) {
	path := ""
	if a.cfg.Data != "" {
		path = filepath.Join(a.cfg.Data, "discord.db")
	}
	kept, err := store.Open(ctx, path, time.Now)
	if err != nil {
		return nil, err
	}
	if err := kept.SetAside(); err != nil {
		a.warnf("what was kept could not be read and is begun anew: %s", err)
	}
	if err := kept.Health(); err != nil {
		a.warnf("nothing can be kept in %s for now, and what is kept meanwhile goes with the program: %s", a.cfg.Data, err)
	}
	return kept, nil
}

// writerName names the model that writes, "" when none does.
func (a *app) writerName() string {
	if a.served == nil {
		return ""
	}
	return a.served.Name()
}
