// Package bot answers in Discord. It is the only package that knows Discord's
// library, discordgo.
//
// # The way of a question
//
// gateway.go keeps each shard connected; what comes in goes to message.go or
// interaction.go, which decide whether the bot is asked something and make an
// asked of it. It is acknowledged at once (a deferred response, or typing), and
// waits in a queue.Queue for its turn (ask.go). Then the conversation before it
// is read back from Discord itself (history.go), the engine answers, and while a
// model writes the answer grows by proved sentences (growth.go). Package reply
// makes messages of the answer, and deliver.go puts them where they belong, a
// surface (surface.go): the response to an interaction, or a message in a
// channel. What the buttons need is kept in package store (component.go reads it
// back).
//
// A command is turned into what the engine is to do by its face: a question
// (faces.go), or a report (reports.go), whose pages are kept whole, so that they
// are turned without making it anew. Look-ups (lookup.go) take the same way
// without the engine's answer. What takes no time is answered at once: choices
// while a user types (complete.go), the settings of a server (admin.go), what is
// kept of a user (privacy.go).
//
// # The way of an article
//
// Those who may manage a server that may change the articles (editing.go) hand in
// a file or an address (add.go, attachment.go), or name an article (remove.go). An
// Editor (editor.go) says what would come of it; that waits in memory (edits.go)
// for the button that confirms it, once, for whoever began it (confirm.go).
//
// # What it promises
//
// Each request gets one final reply: the answer, a refusal, or a sentence that
// says what to do; over lost connections, repeated events and a restart. Nothing
// it says pings anybody. Nothing that went wrong reaches a user but as a sentence
// with a code that stands in the log. What is read of a conversation is what the
// asker can see, bounded in turns and in time.
//
// discordgo lacks deadlines around its waiting, retries, an end to reconnecting
// and room between two interactions; rest.go, transport.go and gateway.go add
// them.
//
// # What it does not do
//
// It asks for no privileged intent, so it does not see messages that do not
// mention it. It opens no attachment and follows no link but what is handed in
// with the command for it.
package bot
