package discordtest_test

import (
	"context"
	"fmt"
	"log"

	"rapporteur/bot/discordtest"
)

// A bot would be started with DISCORD_API_URL=server.URL() and the token.
// Here nobody answers.
func Example() {
	server, err := discordtest.Start(discordtest.Config{Token: "test-token"})
	if err != nil {
		log.Fatal(err)
	}
	defer server.Close()
	ctx, d := context.Background(), server.Driver()

	alice, err := d.AddUser(ctx, discordtest.User{Name: "alice"})
	if err != nil {
		log.Fatal(err)
	}
	guild, err := d.AddGuild(ctx, discordtest.Guild{Name: "Vienna", Owner: alice.ID})
	if err != nil {
		log.Fatal(err)
	}
	channel, err := d.AddChannel(ctx, discordtest.Channel{Guild: guild.ID, Name: "diplomacy"})
	if err != nil {
		log.Fatal(err)
	}
	if _, err := d.Post(ctx, discordtest.Post{Author: alice.ID, Channel: channel.ID, Content: "Is anybody here?"}); err != nil {
		log.Fatal(err)
	}
	_, err = d.Slash(ctx, discordtest.Slash{User: alice.ID, Channel: channel.ID, Name: "ask"})
	fmt.Println(err)

	messages, err := d.Messages(ctx, channel.ID, alice.ID)
	if err != nil {
		log.Fatal(err)
	}
	for _, m := range messages {
		fmt.Printf("%s: %s\n", m.Author.Name, m.Content)
	}
	// Output:
	// slash: no command "ask" is registered
	// alice: Is anybody here?
}
