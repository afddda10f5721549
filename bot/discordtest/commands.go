package discordtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Types of commands, and of their options.
const (
	commandChat    = 1
	commandMessage = 3

	optionSubcommand = 1
	optionGroup      = 2
	optionString     = 3
	optionInteger    = 4
	optionBoolean    = 5
	optionUser       = 6
	optionChannel    = 7
	optionRole       = 8
	optionNumber     = 10
	optionAttachment = 11
)

// maxCreates is how many commands may be created in a day and scope.
const maxCreates = 200

// registry holds the commands of each scope: "" for those that are
// everywhere, or a guild.
type registry struct {
	byScope map[string][]*command
	writes  []CommandWrite
	creates map[string][]time.Time
}

// CommandWrite is a change of the registered commands.
type CommandWrite struct {
	At     time.Time `json:"at"`
	Method string    `json:"method"`
	Guild  string    `json:"guild,omitempty"`
}

// Bits are permissions as Discord gives them: a number in text. It takes a bare
// number as well.
type Bits string

// UnmarshalJSON reads both forms.
func (b *Bits) UnmarshalJSON(raw []byte) error {
	n, err := strconv.ParseInt(strings.Trim(string(raw), `"`), 10, 64)
	if err != nil {
		return fmt.Errorf("permissions: %w", err)
	}
	*b = Bits(strconv.FormatInt(n, 10))
	return nil
}

// Command is a registered command.
type Command struct {
	ID                 string            `json:"id"`
	Guild              string            `json:"guild_id,omitempty"`
	Type               int               `json:"type"`
	Name               string            `json:"name"`
	NameLocalised      map[string]string `json:"name_localizations,omitempty"`
	Description        string            `json:"description"`
	Options            []CommandOption   `json:"options,omitempty"`
	MemberPermissions  *Bits             `json:"default_member_permissions"`
	Contexts           []int             `json:"contexts,omitempty"`
	IntegrationTypes   []int             `json:"integration_types,omitempty"`
	DMPermission       *bool             `json:"dm_permission,omitempty"`
	DescriptionsLocale map[string]string `json:"description_localizations,omitempty"`
}

// CommandOption is an option, a subcommand or a group of these.
type CommandOption struct {
	Type         int             `json:"type"`
	Name         string          `json:"name"`
	Description  string          `json:"description"`
	Required     bool            `json:"required,omitempty"`
	Autocomplete bool            `json:"autocomplete,omitempty"`
	Choices      []Choice        `json:"choices,omitempty"`
	Options      []CommandOption `json:"options,omitempty"`
	MinLength    *int            `json:"min_length,omitempty"`
	MaxLength    *int            `json:"max_length,omitempty"`
	MinValue     *float64        `json:"min_value,omitempty"`
	MaxValue     *float64        `json:"max_value,omitempty"`
}

// Choice is a choice of an option, or what autocomplete offers.
type Choice struct {
	Name  string `json:"name"`
	Value any    `json:"value"`
}

type command struct {
	Command
	wire object
}

// newCommand makes a command of its definition. A command of the same name and
// type in the scope gives it its id.
func (s *Server) newCommand(guild string, raw json.RawMessage) (*command, *reply) {
	k := &command{wire: object{}}
	if json.Unmarshal(raw, &k.wire) != nil || json.Unmarshal(raw, &k.Command) != nil {
		r := invalid(problem{"", "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType"})
		return nil, &r
	}
	set(&k.Type, commandChat)
	if k.Name == "" {
		r := invalid(problem{"name", "BASE_TYPE_REQUIRED", "This field is required"})
		return nil, &r
	}
	if k.Type == commandChat && k.Description == "" {
		r := invalid(problem{"description", "BASE_TYPE_REQUIRED", "This field is required"})
		return nil, &r
	}
	k.ID = ""
	if known := s.commands.named(guild, k.Type, k.Name); known != nil {
		k.ID = known.ID
	} else if !s.commands.mayCreate(guild, s.now()) {
		r := fail(30034)
		r.body = object{"message": "Max number of daily application command creates has been reached (200)", "code": 30034}
		return nil, &r
	}
	s.finish(k, guild)
	return k, nil
}

// finish fills in what Discord adds to a definition.
func (s *Server) finish(k *command, guild string) {
	k.Guild = guild
	if k.ID == "" {
		k.ID = s.world.id(s.now())
	}
	defaults := object{
		"default_member_permissions": nil, "description": "", "contexts": nil, "integration_types": []int{0},
		"dm_permission": true, "nsfw": false, "name_localizations": nil, "description_localizations": nil,
	}
	for field, value := range defaults {
		if k.wire[field] == nil {
			k.wire[field] = value
		}
	}
	if k.MemberPermissions != nil {
		k.wire["default_member_permissions"] = string(*k.MemberPermissions)
	}
	k.wire["id"], k.wire["application_id"], k.wire["version"], k.wire["type"] = k.ID, s.world.app, s.world.id(s.now()), k.Type
	if guild != "" {
		k.wire["guild_id"] = guild
		delete(k.wire, "contexts")
		delete(k.wire, "dm_permission")
	}
	if opts, has := k.wire["options"].([]any); has {
		k.wire["options"] = withoutNull(opts)
	}
}

func (r *registry) named(scope string, kind int, name string) *command {
	for _, k := range r.byScope[scope] {
		if k.Type == kind && k.Name == name {
			return k
		}
	}
	return nil
}

func (r *registry) mayCreate(scope string, now time.Time) bool {
	if r.creates == nil {
		r.creates = map[string][]time.Time{}
	}
	list := since(r.creates[scope], now.Add(-24*time.Hour))
	if len(list) >= maxCreates {
		return false
	}
	r.creates[scope] = append(list, now)
	return true
}

// scope checks the application and the guild of a request, and notes writes.
func (s *Server) scope(c *call) (string, *reply) {
	var r reply
	guild := c.params["guild"]
	switch g := s.world.guilds[guild]; {
	case c.params["application"] != s.world.app:
		r = reply{status: http.StatusForbidden, code: 20012, body: object{"message": "You are not authorized to perform this action on this application", "code": 20012}}
	case guild != "" && (g == nil || g.removed):
		r = fail(codeMissingAccess)
	default:
		if c.exchange.Method != http.MethodGet {
			s.commands.writes = append(s.commands.writes, CommandWrite{At: s.now(), Method: c.exchange.Method, Guild: guild})
		}
		return guild, nil
	}
	return "", &r
}

func (s *Server) listCommands(c *call) reply {
	guild, bad := s.scope(c)
	if bad != nil {
		return *bad
	}
	localised, _ := strconv.ParseBool(c.query.Get("with_localizations"))
	out := []any{}
	for _, k := range s.commands.byScope[guild] {
		out = append(out, k.show(localised))
	}
	return ok(out)
}

// show is the command, with its localisations only if they were asked for.
func (k *command) show(localised bool) object {
	o := object{}
	for field, value := range k.wire {
		if localised || field != "name_localizations" && field != "description_localizations" {
			o[field] = value
		}
	}
	return o
}

// putCommands replaces all commands of a scope.
func (s *Server) putCommands(c *call) reply {
	guild, bad := s.scope(c)
	if bad != nil {
		return *bad
	}
	var raws []json.RawMessage
	if json.Unmarshal(c.raw, &raws) != nil {
		return invalid(problem{"", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType"})
	}
	var next []*command
	out := []any{}
	for i, raw := range raws {
		k, bad := s.newCommand(guild, raw)
		if bad != nil {
			return *bad
		}
		if slices.ContainsFunc(next, func(o *command) bool { return o.Type == k.Type && o.Name == k.Name }) {
			return invalid(problem{strconv.Itoa(i) + ".name", "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique"})
		}
		next = append(next, k)
		out = append(out, k.show(true))
	}
	s.commands.byScope[guild] = next
	return ok(out)
}

func (s *Server) postCommand(c *call) reply {
	guild, bad := s.scope(c)
	if bad != nil {
		return *bad
	}
	k, bad := s.newCommand(guild, c.raw)
	if bad != nil {
		return *bad
	}
	r := reply{status: http.StatusCreated, body: k.show(true)}
	if s.replaceCommand(guild, k.ID, k) {
		r.status = http.StatusOK
	}
	return r
}

// replaceCommand puts a command in the place of the one with that id, or takes
// it away for nil. It reports whether there was one.
func (s *Server) replaceCommand(guild, id string, k *command) bool {
	list := s.commands.byScope[guild]
	i := slices.IndexFunc(list, func(o *command) bool { return o.ID == id })
	switch {
	case i < 0 && k != nil:
		s.commands.byScope[guild] = append(list, k)
	case i >= 0 && k == nil:
		s.commands.byScope[guild] = slices.Delete(slices.Clone(list), i, i+1)
	case i >= 0:
		list[i] = k
	}
	return i >= 0
}

func (s *Server) findCommand(c *call) (string, *command, *reply) {
	guild, bad := s.scope(c)
	if bad != nil {
		return "", nil, bad
	}
	for _, k := range s.commands.byScope[guild] {
		if k.ID == c.params["command"] {
			return guild, k, nil
		}
	}
	r := fail(codeUnknownCommand)
	return "", nil, &r
}

func (s *Server) getCommand(c *call) reply {
	_, k, bad := s.findCommand(c)
	if bad != nil {
		return *bad
	}
	return ok(k.show(true))
}

func (s *Server) patchCommand(c *call) reply {
	guild, old, bad := s.findCommand(c)
	if bad != nil {
		return *bad
	}
	merged := object{}
	for field, value := range old.wire {
		merged[field] = value
	}
	for field, raw := range c.body {
		var v any
		_ = json.Unmarshal(raw, &v)
		merged[field] = v
	}
	raw, err := json.Marshal(merged)
	if err != nil {
		return fail(codeBadJSON)
	}
	k := &command{wire: object{}}
	if json.Unmarshal(raw, &k.wire) != nil || json.Unmarshal(raw, &k.Command) != nil {
		return invalid(problem{"", "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType"})
	}
	k.ID, k.Type = old.ID, old.Type
	s.finish(k, guild)
	s.replaceCommand(guild, old.ID, k)
	return ok(k.show(true))
}

func (s *Server) deleteCommand(c *call) reply {
	guild, k, bad := s.findCommand(c)
	if bad != nil {
		return *bad
	}
	s.replaceCommand(guild, k.ID, nil)
	return noContent()
}
