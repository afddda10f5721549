// Package discordtest is a Discord for tests: the REST interface and the
// gateway as a bot meets them, in memory, on the loopback. The bot is tested as
// an unchanged program that was given another address and a token.
//
// # Parts
//
// [Server] is the fake. It serves /api/v9/… and /api/v10/… alike, the gateway
// as a websocket, and routes of its own under /control/…, by which a test makes
// the world, acts as its users, and looks at what came of it. [Driver] is the
// Go client of these control routes and the only thing that a test needs: it
// works as well on a server that runs elsewhere.
//
//	a test ──Driver──▶ /control/…  Server  /api/v10/…, websocket ◀── the bot
//
// # Data model
//
// A world has users, guilds (what Discord's window calls servers) with members
// and roles, and channels: text channels of guilds, direct messages, public
// threads. A channel has messages; an ephemeral message has one viewer. An
// interaction is a command, a press, a typed letter or a filled-in form by a
// user, with the token that answers it. A session is a shard's event stream,
// with what it missed while it was away. Ids grow with time and hold it, as
// Discord's do.
//
// # What it promises
//
// It refuses what Discord refuses, with Discord's status and code, and does
// silently what Discord does silently (it drops embeds where EMBED_LINKS is
// missing, and empties the text of messages that the bot may not read). A
// user's act that Discord's window would not offer is an error to the test: a
// command that is not registered, a button that is not there. Whatever the bot
// does that Discord punishes later and elsewhere is kept as a [Violation].
// Each exchange is recorded as a line of JSON; tokens are not.
//
// # What it does not do
//
// No voice, reactions, forums, webhooks other than those of interactions, nor
// compression of the gateway. It checks bodies only for what its own rules
// need: everything else is left to Config.Check. It takes time from
// Config.Now, and from [Driver.Advance]; only waiting itself (latency,
// heartbeats) is real.
package discordtest
