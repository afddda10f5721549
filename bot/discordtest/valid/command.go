package valid

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Types of commands.
const (
	chatInput      = 1
	userCommand    = 2
	messageCommand = 3
	entryPoint     = 4
)

const (
	maxCommandName    = 32
	maxCommandText    = 100 // the description
	maxCommandOptions = 25
	maxCommandSize    = 8000
)

// maxCommands bounds how many commands of a type an application has, globally
// and again in each server.
var maxCommands = map[int]int{chatInput: 100, userCommand: 15, messageCommand: 15, entryPoint: 1}

// commandName is the pattern in Discord's documentation, but for case: a letter
// that has a lower-case form must be in it.
var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

// locales are those that Discord's clients come in.
var locales = strings.Fields(`ar bg cs da de el en-GB en-US es-419 es-ES fi fr he hi hr hu id it ja ko lt nl no pl
	pt-BR ro ru sv-SE th tr uk vi zh-CN zh-TW`)

// checkCommands checks all commands of an application at once.
func checkCommands(r *report, body value) {
	count := map[int]int{}
	names := map[int][]value{}
	for _, c := range r.list(body, 0, 1000) { // how many of which type is counted below
		kind := c.at("type").whole(chatInput)
		count[kind]++
		names[kind] = append(names[kind], c.at("name"))
		if r.required(c.at("name")) {
			checkCommand(r, c, true)
		}
	}
	for _, kind := range []int{chatInput, userCommand, messageCommand, entryPoint} {
		r.unique(names[kind], "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
		if most := maxCommands[kind]; count[kind] > most {
			r.add("", "30032", "Maximum number of application commands reached (%d)", most)
		}
	}
}

// checkCommand checks a command that is made (fresh) or edited. An edit names
// only what changes, not the type, which never does.
func checkCommand(r *report, c value, fresh bool) {
	kind := c.at("type").whole(chatInput)
	if kind == userCommand || kind == messageCommand {
		checkMenuCommand(r, c)
	} else {
		checkSlashCommand(r, c, fresh)
	}
	if size := commandSize(c); size > maxCommandSize {
		r.add(c.path, "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (%d): it has %d", maxCommandSize, size)
	}
}

// checkMenuCommand checks a command in the menu of a user or a message. It has
// a name of any case, and nothing else.
func checkMenuCommand(r *report, c value) {
	r.length(c.at("name"), 1, maxCommandName)
	checkLocales(r, c.at("name_localizations"), func(v value) { r.length(v, 1, maxCommandName) })
	if !c.at("description").blank() {
		r.add(join(c.path, "description"), "APPLICATION_COMMAND_DESCRIPTION_INVALID", "Context menu commands cannot have description")
	}
	if len(c.at("options").items()) > 0 {
		r.add(join(c.path, "options"), "APPLICATION_COMMAND_OPTIONS_INVALID", "Context menu commands cannot have options")
	}
}

func checkSlashCommand(r *report, c value, fresh bool) {
	described := c.at("description").given()
	if fresh || described || c.at("options").given() {
		checkNames(r, c)
	} else { // perhaps a menu's
		r.length(c.at("name"), 1, maxCommandName)
	}
	if fresh || described {
		checkDescription(r, c)
	}
	checkOptionList(r, c.at("options"), 0)
}

// checkNames checks the name of a slash command or of an option, in all
// languages.
func checkNames(r *report, c value) {
	check := func(name value) {
		if s := name.text(); name.given() && (!commandName.MatchString(s) || s != strings.ToLower(s)) {
			r.add(name.path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
		}
	}
	check(c.at("name"))
	checkLocales(r, c.at("name_localizations"), check)
}

func checkDescription(r *report, c value) {
	r.filled(c.at("description"), maxCommandText)
	checkLocales(r, c.at("description_localizations"), func(v value) { r.length(v, 1, maxCommandText) })
}

// checkLocales checks the languages of a table of translations, and each
// translation by check.
func checkLocales(r *report, table value, check func(value)) {
	for _, locale := range slices.Sorted(maps.Keys(table.object())) {
		translation := table.at(locale)
		if !slices.Contains(locales, locale) {
			r.add(translation.path, "ENUM_TYPE_COERCE", "Value %q is not a valid enum value.", locale)
		}
		check(translation)
	}
}

// commandSize counts what Discord bounds together: names, descriptions and the
// values of choices, of a command and of all options in it. Where a text has
// translations, the longest of all counts.
func commandSize(c value) int {
	size := longest(c, "name") + longest(c, "description") + utf8.RuneCountInString(c.at("value").text())
	for _, inside := range []string{"options", "choices"} {
		for _, part := range c.at(inside).items() {
			size += commandSize(part)
		}
	}
	return size
}

func longest(c value, key string) int {
	n := utf8.RuneCountInString(c.at(key).text())
	translations := c.at(key + "_localizations")
	for locale := range translations.object() {
		n = max(n, utf8.RuneCountInString(translations.at(locale).text()))
	}
	return n
}
