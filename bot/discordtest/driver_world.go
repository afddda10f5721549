package discordtest

import "context"

// Bot returns the bot's user. Its id is the application's, too.
func (d *Driver) Bot(ctx context.Context) (User, error) {
	return ask[User](ctx, d, "bot", none{})
}

// AddUser adds a user and returns it with its id.
func (d *Driver) AddUser(ctx context.Context, u User) (User, error) {
	return ask[User](ctx, d, "add-user", u)
}

// SetUser changes a user.
func (d *Driver) SetUser(ctx context.Context, u User) error {
	return d.call(ctx, "set-user", u, nil)
}

// AddGuild adds a guild that the bot is in, and returns it with its id. It has
// no channels yet.
func (d *Driver) AddGuild(ctx context.Context, g Guild) (Guild, error) {
	return ask[Guild](ctx, d, "add-guild", g)
}

// AddChannel adds a channel and returns it with its id: a text channel of
// Guild, a direct message of Recipient, or a thread of Parent. A user's direct
// message is always the same channel.
func (d *Driver) AddChannel(ctx context.Context, c Channel) (Channel, error) {
	return ask[Channel](ctx, d, "add-channel", c)
}

// AddRole adds a role to a guild.
func (d *Driver) AddRole(ctx context.Context, r Role) (Role, error) {
	return ask[Role](ctx, d, "add-role", r)
}

// SetMember sets what a member may do beyond what every member may, such as
// MANAGE_GUILD.
func (d *Driver) SetMember(ctx context.Context, guild, user string, permissions ...string) error {
	return d.call(ctx, "set-member", permissionsOf{Guild: guild, User: user, Permissions: permissions}, nil)
}

// SetPermissions sets what the bot may do in a channel: these, and no others.
func (d *Driver) SetPermissions(ctx context.Context, channel string, permissions ...string) error {
	return d.call(ctx, "set-permissions", permissionsOf{Channel: channel, Permissions: permissions}, nil)
}

// SetThread archives or locks a thread, or undoes it.
func (d *Driver) SetThread(ctx context.Context, thread string, archived, locked bool) error {
	return d.call(ctx, "set-thread", threadState{ID: thread, Archived: archived, Locked: locked}, nil)
}

// RemoveBot takes the bot out of a guild.
func (d *Driver) RemoveBot(ctx context.Context, guild string) error {
	return d.call(ctx, "remove-bot", byID{guild}, nil)
}

// DeleteChannel deletes a channel and its threads.
func (d *Driver) DeleteChannel(ctx context.Context, channel string) error {
	return d.call(ctx, "delete-channel", byID{channel}, nil)
}

// DeleteMessage deletes a message, as its author or a moderator would.
func (d *Driver) DeleteMessage(ctx context.Context, message string) error {
	return d.call(ctx, "delete-message", byID{message}, nil)
}

// Channel returns a channel.
func (d *Driver) Channel(ctx context.Context, id string) (Channel, error) {
	return ask[Channel](ctx, d, "channel", byID{id})
}

// Channels returns a guild's text channels, then its threads, each by age.
func (d *Driver) Channels(ctx context.Context, guild string) ([]Channel, error) {
	return ask[[]Channel](ctx, d, "channels", byID{guild})
}

// Post posts a message as somebody else than the bot.
func (d *Driver) Post(ctx context.Context, p Post) (Message, error) {
	return ask[Message](ctx, d, "post", p)
}

// EditPost changes the text of a message.
func (d *Driver) EditPost(ctx context.Context, message, content string) (Message, error) {
	return ask[Message](ctx, d, "edit-post", textEdit{ID: message, Content: content})
}

// Slash uses a slash command. It fails if Discord's window would not offer the
// command there to that user, or not take the options.
func (d *Driver) Slash(ctx context.Context, in Slash) (Interaction, error) {
	in.Focused = ""
	return ask[Interaction](ctx, d, "slash", in)
}

// Autocomplete types into an option of a slash command: in.Options[focused] is
// what stands there so far.
func (d *Driver) Autocomplete(ctx context.Context, in Slash, focused string) (Interaction, error) {
	in.Focused = focused
	if _, given := in.Options[focused]; !given {
		options := map[string]any{focused: ""}
		for name, value := range in.Options {
			options[name] = value
		}
		in.Options = options
	}
	return ask[Interaction](ctx, d, "slash", in)
}

// MessageCommand uses a command on a message.
func (d *Driver) MessageCommand(ctx context.Context, in Target) (Interaction, error) {
	return ask[Interaction](ctx, d, "target", in)
}

// Press presses a button, or chooses values in a select. It fails if the user
// does not see the message, or the message has no such component enabled.
func (d *Driver) Press(ctx context.Context, in Press) (Interaction, error) {
	return ask[Interaction](ctx, d, "press", in)
}

// Submit sends off a form that an interaction opened.
func (d *Driver) Submit(ctx context.Context, in Form) (Interaction, error) {
	return ask[Interaction](ctx, d, "submit", in)
}

// Interaction returns an interaction as it stands.
func (d *Driver) Interaction(ctx context.Context, id string) (Interaction, error) {
	return ask[Interaction](ctx, d, "interaction", byID{id})
}

// Interactions returns all interactions, the first first.
func (d *Driver) Interactions(ctx context.Context) ([]Interaction, error) {
	return ask[[]Interaction](ctx, d, "interactions", none{})
}

// Messages returns the messages of a channel that a user sees, the first
// first; with the viewer "", also everybody's ephemeral ones.
func (d *Driver) Messages(ctx context.Context, channel, viewer string) ([]Message, error) {
	return ask[[]Message](ctx, d, "messages", channelQuery{Channel: channel, Viewer: viewer})
}

// DeletedMessages returns the messages of a channel that were deleted.
func (d *Driver) DeletedMessages(ctx context.Context, channel string) ([]Message, error) {
	return ask[[]Message](ctx, d, "messages", channelQuery{Channel: channel, Deleted: true})
}

// Message returns a message, also if it was deleted.
func (d *Driver) Message(ctx context.Context, id string) (Message, error) {
	return ask[Message](ctx, d, "message", byID{id})
}

// Typing returns the calls that showed the bot typing in a channel.
func (d *Driver) Typing(ctx context.Context, channel string) ([]Typing, error) {
	return ask[[]Typing](ctx, d, "typing", channelQuery{Channel: channel})
}

// Commands returns the registered commands.
func (d *Driver) Commands(ctx context.Context) (Commands, error) {
	return ask[Commands](ctx, d, "commands", none{})
}

// Transcript returns a channel's conversation as a user sees it ("" sees all),
// in the form in which it is drawn.
func (d *Driver) Transcript(ctx context.Context, channel, viewer string) (Transcript, error) {
	return ask[Transcript](ctx, d, "transcript", channelQuery{Channel: channel, Viewer: viewer})
}
