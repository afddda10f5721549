// Command fakediscord runs a fake Discord (package discordtest) by itself. It
// prints the address that DISCORD_API_URL is to be set to, and ends with an
// interrupt.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"

	"rapporteur/bot/discordtest"
	"rapporteur/bot/discordtest/valid"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "fakediscord:", err)
		os.Exit(1)
	}
}

// run serves until the context ends.
func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("fakediscord", flag.ContinueOnError)
	flags.SetOutput(out)
	listen := flags.String("listen", "127.0.0.1:0", "address to listen on")
	record := flags.String("record", "", "file to append the record to, as lines of JSON")
	token := flags.String("token", "test-token", "the bot's token")
	openapi := flags.String("openapi", "", "Discord's OpenAPI description, to judge requests by as well")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return nil // it was printed
	case err != nil:
		return err
	}
	checker, err := valid.Load(*openapi)
	if err != nil {
		return err
	}
	cfg := discordtest.Validated(discordtest.Config{Listen: *listen, Token: *token}, checker)
	if *record != "" {
		f, err := os.OpenFile(*record, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
		if err != nil {
			return fmt.Errorf("open the record: %w", err)
		}
		defer f.Close()
		cfg.Record = f
	}
	server, err := discordtest.Start(cfg)
	if err != nil {
		return err
	}
	fmt.Fprintln(out, server.URL())
	<-ctx.Done()
	return server.Close()
}
