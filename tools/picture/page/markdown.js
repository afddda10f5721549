// Discord's markdown to HTML. It differs from other markdown in what ends a line,
// in -# and >>>, in that escapes hold before signs only, and in that what does
// not close is text.

import { escape } from './html.js'

// Fences are taken out first, for they may hold what else begins a line, and
// are put back where these two private characters stand.
const open = '\uE000'
const close = '\uE001'

// html returns the HTML of a text. names is { users, roles, channels }, each from
// id to name; all may be missing.
export function html(text, names = {}) {
  const fences = []
  const rest = takeFences(text.replaceAll(open, '').replaceAll(close, '').trim(), fences)
  return blocks(rest, { names, fences, inQuote: false })
}

// plain returns a text as it reads, without its marks.
export function plain(text, names = {}) {
  const element = document.createElement('div')
  element.innerHTML = html(text, names)
  return element.textContent
}

function takeFences(text, fences) {
  let out = ''
  for (let i = 0; i < text.length;) {
    if (text[i] === '\\') {
      out += text.slice(i, i + 2)
      i += 2
      continue
    }
    if (text[i] !== '`') {
      out += text[i++]
      continue
    }
    const ticks = /^`+/.exec(text.slice(i))[0]
    if (ticks.length >= 3) {
      const fence = /^```(?:([\w+.#-]+)\n)?([\s\S]+?)```\n?/.exec(text.slice(i))
      if (fence) {
        fences.push(fence[2].replace(/^\n+|\n+$/g, ''))
        out += `${open}${fences.length - 1}${close}`
        i += fence[0].length
        continue
      }
    }
    const code = inlineCode(text.slice(i))
    const whole = code ? code[0] : ticks
    out += whole
    i += whole.length
  }
  return out
}

// inlineCode matches code between as many backticks at both ends.
const inlineCode = (s) => /^(`+)(?!`)([\s\S]*?[^`])\1(?!`)/.exec(s)

const listItem = /^( *)([-*]|\d{1,9}\.) +(\S.*)$/

function blocks(text, context) {
  const lines = text.split('\n')
  let out = ''
  let paragraph = []
  const flush = () => {
    if (paragraph.length === 0) return
    // A block that follows swallows one line break: an empty last line needs two.
    const last = paragraph.at(-1) === '' ? '<br>' : ''
    out += `<span>${inline(paragraph.join('\n'), context)}${last}</span>`
    paragraph = []
  }
  const block = (s) => {
    flush()
    out += s
  }
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]
    let found
    if (!context.inQuote && line.startsWith('>>> ')) {
      const quoted = [line.slice(4), ...lines.slice(i + 1)].join('\n')
      block(quote(quoted, context))
      break
    } else if (!context.inQuote && line.startsWith('> ')) {
      const quoted = []
      for (; i < lines.length && lines[i].startsWith('> '); i++) quoted.push(lines[i].slice(2))
      i--
      block(quote(quoted.join('\n'), context))
    } else if ((found = /^(#{1,3}) +(\S.*)$/.exec(line))) {
      block(`<h${found[1].length}>${inline(found[2], context)}</h${found[1].length}>`)
    } else if ((found = /^-# +(\S.*)$/.exec(line))) {
      block(`<small>${inline(found[1], context)}</small>`)
    } else if (listItem.test(line)) {
      const items = []
      for (; i < lines.length && listItem.test(lines[i]); i++) items.push(listItem.exec(lines[i]))
      i--
      block(list(items, context))
    } else {
      paragraph.push(line)
    }
  }
  flush()
  return out
}

const quote = (text, context) => `<blockquote><div>${blocks(text, { ...context, inQuote: true })}</div></blockquote>`

// list nests items by their indents; where numbers follow dots, another list
// begins.
function list(items, context) {
  const [, indent, mark] = items[0]
  const numbered = /\d/.test(mark)
  let out = ''
  for (let i = 0; i < items.length;) {
    if (/\d/.test(items[i][2]) !== numbered) {
      return wrap(out, numbered, mark) + list(items.slice(i), context)
    }
    let end = i + 1
    while (end < items.length && items[end][1].length > indent.length) end++
    const inner = end > i + 1 ? list(items.slice(i + 1, end), context) : ''
    out += `<li>${inline(items[i][3], context)}${inner}</li>`
    i = end
  }
  return wrap(out, numbered, mark)
}

const wrap = (items, numbered, mark) => (numbered ? `<ol start="${parseInt(mark)}">${items}</ol>` : `<ul>${items}</ul>`)

// Each rule is a pattern for what stands at the head of the text, and what to
// make of it. The order matters: the first that matches counts.
const rules = [
  [/^\\([^0-9A-Za-z\s])/, ([, sign]) => escape(sign)],
  [/^\uE000(\d+)\uE001/, ([, n], c) => `<pre>${escape(c.fences[n])}</pre>`],
  [/^(`+)(?!`)([\s\S]*?[^`])\1(?!`)/, ([, , code]) => `<code>${escape(code.replace(/^ (?=`)|(?<=`) $/g, ''))}</code>`],
  [/^<(https?:\/\/[^\s>]+)>/i, ([, url]) => link(url, escape(url))],
  [/^\[((?:\\.|\[[^[\]\n]*\]|[^[\]\\])+)\]\(<?(https?:\/\/(?:\([^\s()]*\)|[^\s()<>])+)>?\)/i, ([, label, url], c) => link(url, inline(label, c))],
  [/^<@!?(\d+)>/, ([, id], c) => mention('user', '@' + (c.names.users?.[id] ?? 'unknown-user'))],
  [/^<@&(\d+)>/, ([, id], c) => mention('role', '@' + (c.names.roles?.[id] ?? 'unknown-role'))],
  [/^<#(\d+)>/, ([, id], c) => mention('channel', '#' + (c.names.channels?.[id] ?? 'unknown'))],
  [/^<\/([^:>\n]+):\d+>/, ([, name]) => mention('command', '/' + name)],
  [/^<a?:(\w+):\d+>/, ([, name]) => `<span class="mention">:${name}:</span>`],
  [/^<t:(-?\d{1,13})(?::([tTdDfFR]))?>/, ([, at, style]) => `<span class="time">${escape(moment(Number(at), style))}</span>`],
  [/^https?:\/\/[^\s<]+[^\s<.,:;"'\]]/i, ([found]) => bare(found)],
  [/^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/, ([, s], c) => `<strong>${inline(s, c)}</strong>`],
  [/^__((?:\\[\s\S]|[^\\])+?)__(?!_)/, ([, s], c) => `<u>${inline(s, c)}</u>`],
  [/^\*(?![\s*])((?:\\[\s\S]|\*\*|[^*\\])*?(?:\\[\s\S]|\*\*|[^*\\\s]))\*(?!\*)/, ([, s], c) => `<em>${inline(s, c)}</em>`],
  [/^_((?:\\[\s\S]|__|[^_\\])+?)_(?!\w)/, ([, s], c) => `<em>${inline(s, c)}</em>`, (before) => !/\w$/.test(before)],
  [/^~~((?:\\[\s\S]|[^\\])+?)~~/, ([, s], c) => `<s>${inline(s, c)}</s>`],
  [/^\|\|((?:\\[\s\S]|[^\\])+?)\|\|/, ([, s], c) => `<span class="spoiler">${inline(s, c)}</span>`],
  [/^\n/, () => '<br>'],
]

function inline(text, context) {
  let out = ''
  let i = 0
  next: while (i < text.length) {
    const rest = text.slice(i)
    for (const [pattern, make, fits] of rules) {
      const found = pattern.exec(rest)
      if (!found || (fits && !fits(text.slice(0, i)))) continue
      const made = make(found, context)
      out += made.html ?? made
      i += made.length && made.html ? made.length : found[0].length
      continue next
    }
    out += escape(text[i++])
  }
  return out
}

const link = (url, label) => `<a href="${escape(url)}">${label}</a>`
const mention = (kind, name) => `<span class="mention ${kind}">${escape(name)}</span>`

// bare is a link that stands in the text as it is; brackets at its end that do
// not open in it belong to the text.
function bare(url) {
  while (url.endsWith(')') && url.split(')').length > url.split('(').length) url = url.slice(0, -1)
  return { html: link(url, escape(url)), length: url.length }
}

function moment(seconds, style = 'f') {
  const at = new Date(seconds * 1000)
  if (Number.isNaN(at.getTime())) return 'Invalid Date'
  const format = (options) => at.toLocaleString('en-GB', { timeZone: 'UTC', ...options })
  switch (style) {
    case 't': return format({ timeStyle: 'short' })
    case 'T': return format({ timeStyle: 'medium' })
    case 'd': return format({ dateStyle: 'short' })
    case 'D': return format({ dateStyle: 'long' })
    case 'F': return format({ dateStyle: 'full', timeStyle: 'short' })
    case 'R': return 'at ' + format({ dateStyle: 'long', timeStyle: 'short' }) // a picture has no now
  }
  return format({ dateStyle: 'long', timeStyle: 'short' })
}
