package bot

import (
	"context"
	"encoding/json"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot/locale"
)

// definition is a command as Discord has it. It is compared field by field
// with what is registered, so that nothing is written when nothing differs: 200
// commands may be created a day.
type definition struct {
	Type                     int               `json:"type"`
	Name                     string            `json:"name"`
	NameLocalizations        map[string]string `json:"name_localizations,omitempty"`
	Description              string            `json:"description"`
	DescriptionLocalizations map[string]string `json:"description_localizations,omitempty"`
	Options                  []option          `json:"options,omitempty"`
	DefaultMemberPermissions *permissions      `json:"default_member_permissions,omitempty"`
	Contexts                 []int             `json:"contexts,omitempty"`
	IntegrationTypes         []int             `json:"integration_types,omitempty"`
}

// permissions are a set of bits. Discord's description wants a number and gives
// back a text.
type permissions int64

// UnmarshalJSON reads a number or a text.
func (p *permissions) UnmarshalJSON(raw []byte) error {
	n, err := strconv.ParseInt(strings.Trim(string(raw), `"`), 10, 64)
	*p = permissions(n)
	return err
}

// option is an option or a subcommand of a command.
type option struct {
	Type                     int               `json:"type"`
	Name                     string            `json:"name"`
	NameLocalizations        map[string]string `json:"name_localizations,omitempty"`
	Description              string            `json:"description"`
	DescriptionLocalizations map[string]string `json:"description_localizations,omitempty"`
	Required                 bool              `json:"required,omitempty"`
	Choices                  []optionChoice    `json:"choices,omitempty"`
	Autocomplete             bool              `json:"autocomplete,omitempty"`
	MaxLength                int               `json:"max_length,omitempty"`
	ChannelTypes             []int             `json:"channel_types,omitempty"`
	Options                  []option          `json:"options,omitempty"`
}

type optionChoice struct {
	Name              string            `json:"name"`
	NameLocalizations map[string]string `json:"name_localizations,omitempty"`
	Value             string            `json:"value"`
}

// Where a command shows, and how the application may be installed for it:
// servers, direct messages with the bot; servers.
const (
	inServer = 0
	inBotDM  = 1
)

// maxQuestion is how long a question may be in a command; the engine reads no
// more of any.
const maxQuestion = 1500

// maxCheck is how long a text to be checked may be: as long as any message.
const maxCheck = 4000

// maxAddress is how long the address of an article may be.
const maxAddress = 2000

// definitions returns the bot's commands.
func definitions() []definition {
	manage := permissions(discordgo.PermissionManageGuild)
	all := []definition{
		command("ask", required(text("ask", "question", maxQuestion)), flag("ask", "private")),
		command("lookup", required(text("lookup", "words", 200)), completed("lookup", "article"), completed("lookup", "publisher"),
			completed("lookup", "actor"), text("lookup", "from", 10), text("lookup", "to", 10), flag("lookup", "private")),
		command("summary", completed("summary", "scope"), chosen("summary", "length", "short", "full"),
			text("summary", "from", 10), text("summary", "to", 10), flag("summary", "private")),
		command("timeline", completed("timeline", "scope"), text("timeline", "from", 10), text("timeline", "to", 10),
			completed("timeline", "actor"), completed("timeline", "place"), flag("timeline", "private")),
		command("quotes", completed("quotes", "speaker"), text("quotes", "about", 200), chosen("quotes", "view", "list", "matrix"), flag("quotes", "private")),
		command("compare", required(completed("compare", "a")), required(completed("compare", "b")), text("compare", "about", 200), flag("compare", "private")),
		command("check", required(text("check", "text", maxCheck)), flag("check", "private")),
		command("sources", completed("sources", "article")),
		command("help"),
		command("privacy", flag("privacy", "forget")),
		messageCommand(askAbout, locale.Localisations("command.ask_about.name")),
		messageCommand(checkMessage, locale.Localisations("command.check_message.name")),
	}
	admin := command("rapporteur",
		subcommand("status"),
		subcommand("channels", channelOption("rapporteur.channels", "channel"), chosen("rapporteur.channels", "state", "on", "off")),
		subcommand("mode", chosen("rapporteur.mode", "mode", "reply", "thread", "ephemeral")),
		subcommand("articles"),
		subcommand("add", fileOption("rapporteur.add", "file"), text("rapporteur.add", "url", maxAddress),
			text("rapporteur.add", "title", 300), text("rapporteur.add", "publisher", 200), text("rapporteur.add", "published", 10)),
		subcommand("remove", required(completed("rapporteur.remove", "id"))),
		subcommand("restore", required(completed("rapporteur.restore", "id"))),
		subcommand("feedback"))
	admin.DefaultMemberPermissions, admin.Contexts = &manage, []int{inServer}
	return append(all, admin)
}

func command(name string, options ...option) definition {
	key := "command." + name
	english := locale.For("")
	return definition{
		Type: int(discordgo.ChatApplicationCommand), Name: name, NameLocalizations: locale.Localisations(key + ".name"),
		Description: english.Say(key + ".description"), DescriptionLocalizations: locale.Localisations(key + ".description"),
		Options: options, Contexts: []int{inServer, inBotDM}, IntegrationTypes: []int{0},
	}
}

// messageCommand returns a command in the menu of a message, which has neither
// description nor options.
func messageCommand(name string, localised map[string]string) definition {
	return definition{
		Type: int(discordgo.MessageApplicationCommand), Name: name, NameLocalizations: localised,
		Contexts: []int{inServer, inBotDM}, IntegrationTypes: []int{0},
	}
}

// anOption returns an option of a command, described by the texts under
// "command.<command>.option.<name>".
func anOption(kind discordgo.ApplicationCommandOptionType, command, name string) option {
	key := "command." + command + ".option." + name
	return option{
		Type: int(kind), Name: name, NameLocalizations: locale.Localisations(key + ".name"),
		Description: locale.For("").Say(key + ".description"), DescriptionLocalizations: locale.Localisations(key + ".description"),
	}
}

func text(command, name string, maxLength int) option {
	o := anOption(discordgo.ApplicationCommandOptionString, command, name)
	o.MaxLength = maxLength
	return o
}

// completed is a text that is completed while it is typed.
func completed(command, name string) option {
	o := text(command, name, 100)
	o.Autocomplete = true
	return o
}

func chosen(command, name string, values ...string) option {
	o := anOption(discordgo.ApplicationCommandOptionString, command, name)
	for _, v := range values {
		key := "command." + command + ".option." + name + ".choice." + v
		o.Choices = append(o.Choices, optionChoice{Name: locale.For("").Say(key), NameLocalizations: locale.Localisations(key), Value: v})
	}
	return o
}

func flag(command, name string) option {
	return anOption(discordgo.ApplicationCommandOptionBoolean, command, name)
}

func channelOption(command, name string) option {
	o := anOption(discordgo.ApplicationCommandOptionChannel, command, name)
	o.ChannelTypes = []int{
		int(discordgo.ChannelTypeGuildText), int(discordgo.ChannelTypeGuildNews), int(discordgo.ChannelTypeGuildForum),
		int(discordgo.ChannelTypeGuildPublicThread), int(discordgo.ChannelTypeGuildVoice),
	}
	return o
}

func fileOption(command, name string) option {
	return anOption(discordgo.ApplicationCommandOptionAttachment, command, name)
}

func required(o option) option {
	o.Required = true
	return o
}

func subcommand(name string, options ...option) option {
	key := "command.rapporteur." + name
	return option{
		Type: int(discordgo.ApplicationCommandOptionSubCommand), Name: name, NameLocalizations: locale.Localisations(key + ".name"),
		Description: locale.For("").Say(key + ".description"), DescriptionLocalizations: locale.Localisations(key + ".description"),
		Options: options,
	}
}

// registerCommands makes Discord's list of the bot's commands ours, if it
// differs.
func (b *Bot) registerCommands(ctx context.Context) {
	path := "applications/" + b.me().appID + "/commands"
	var there []definition
	err := b.rest.do(ctx, call{
		method: "GET", path: path + "?with_localizations=true", bucket: bucket{kind: "GET commands"}, into: &there, each: 10 * time.Second,
	})
	if err != nil && status(err) != http.StatusNotFound {
		b.cfg.Log.Error("the commands registered with Discord could not be read", "error", err)
		return
	}
	ours := definitions()
	if sameCommands(there, ours) {
		b.cfg.Log.Debug("the commands are registered already", "commands", len(ours))
		return
	}
	put := call{method: "PUT", path: path, bucket: bucket{kind: "PUT commands"}, body: ours, each: 15 * time.Second}
	err = b.rest.do(ctx, put)
	if status(err) == http.StatusBadRequest {
		put.body = permissionsAsText(ours)
		err = b.rest.do(ctx, put)
	}
	if err != nil {
		b.cfg.Log.Error("the commands could not be registered with Discord", "error", err)
		return
	}
	b.cfg.Log.Info("commands registered", "commands", len(ours))
}

// permissionsAsText returns the commands with permissions in the form in which
// Discord's prose wants them; its formal description wants a number.
func permissionsAsText(commands []definition) []any {
	var out []any
	for _, d := range commands {
		v := normal(d)
		if d.DefaultMemberPermissions != nil {
			v["default_member_permissions"] = strconv.FormatInt(int64(*d.DefaultMemberPermissions), 10)
		}
		out = append(out, v)
	}
	return out
}

// sameCommands compares two lists of commands in any order. A server that says
// nothing of where a command shows is taken to have it where we want it.
func sameCommands(there, ours []definition) bool {
	if len(there) != len(ours) {
		return false
	}
	byName := map[string]definition{}
	for _, d := range there {
		byName[d.Name] = d
	}
	for _, want := range ours {
		got, ok := byName[want.Name]
		if !ok {
			return false
		}
		if got.Contexts == nil {
			got.Contexts = want.Contexts
		}
		if got.IntegrationTypes == nil {
			got.IntegrationTypes = want.IntegrationTypes
		}
		if !reflect.DeepEqual(normal(got), normal(want)) {
			return false
		}
	}
	return true
}

// normal returns a definition as JSON has it, without the difference between
// what is empty and what is absent.
func normal(d definition) map[string]any {
	raw, err := json.Marshal(d)
	if err != nil {
		panic(err) // it holds nothing that JSON has not
	}
	var v map[string]any
	_ = json.Unmarshal(raw, &v)
	return v
}
