package valid

import "slices"

// Types of options that the rules tell apart.
const (
	subcommand      = 1
	subcommandGroup = 2
	stringOption    = 3
	integerOption   = 4
	numberOption    = 10
	attachmentOpt   = 11
)

// checkOptionList checks the options of a command (in is 0), of a group of
// subcommands or of a subcommand (in is its type).
func checkOptionList(r *report, options value, in int) {
	items := r.list(options, 0, maxCommandOptions)
	var names []value
	optional, plain := false, false // of what came before
	for i, o := range items {
		kind := o.at("type").whole(0)
		nested := kind == subcommand || kind == subcommandGroup
		switch {
		case i > 0 && nested == plain:
			r.add(join(o.path, "type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
				"Sub-command and sub-command group option types are mutually exclusive to all other types")
		case !mayHold(in, kind):
			r.add(join(o.path, "type"), "UNION_TYPE_CHOICES", "The type %v cannot stand here.", o.at("type").v)
		case !nested && optional && o.at("required").isTrue():
			r.add(o.path, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options must be placed before non-required options")
		}
		plain = !nested
		optional = optional || !o.at("required").isTrue()
		names = append(names, o.at("name"))
		checkOption(r, o)
	}
	r.unique(names, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name already exists")
}

// mayHold says what stands in what: options and subcommands in a command,
// groups there only, subcommands alone in a group.
func mayHold(in, kind int) bool {
	switch in {
	case 0:
		return kind >= subcommand && kind <= attachmentOpt
	case subcommandGroup:
		return kind == subcommand
	}
	return kind > subcommandGroup && kind <= attachmentOpt
}

func checkOption(r *report, o value) {
	if r.required(o.at("name")) {
		checkNames(r, o)
	}
	checkDescription(r, o)
	kind := o.at("type").whole(0)
	if kind == subcommand || kind == subcommandGroup {
		checkOptionList(r, o.at("options"), kind)
		return
	}
	checkChoices(r, o, kind)
	r.within(o.at("min_length"), 0, 6000)
	r.within(o.at("max_length"), 1, 6000)
}

// checkChoices checks the fixed choices of an option, which exclude that it
// completes what is typed.
func checkChoices(r *report, o value, kind int) {
	completes := o.at("autocomplete").isTrue()
	choices := r.list(o.at("choices"), 0, maxChoices)
	if !slices.Contains([]int{stringOption, integerOption, numberOption}, kind) && (completes || len(choices) > 0) {
		r.add(join(o.path, "type"), "APPLICATION_COMMAND_OPTIONS_CHOICES_TYPE_INVALID", "Only options of text and numbers have choices")
	}
	if completes && len(choices) > 0 {
		r.add(join(o.path, "choices"), "APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES", "Choices and autocomplete are mutually exclusive")
	}
	var names []value
	for _, c := range choices {
		checkChoice(r, c)
		names = append(names, c.at("name"))
		if _, isText := c.at("value").v.(string); c.at("value").given() && isText != (kind == stringOption) {
			r.add(join(c.path, "value"), "STRING_TYPE_CONVERT", "The value is not of the option's type.")
		}
	}
	r.unique(names, "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS", "Option choice name already exists")
}
