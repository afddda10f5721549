// The parts of HTML that all of the page is made of.

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

export const escape = (s) => s.replace(/[&<>"]/g, (c) => entities[c])

export const attribute = (name, value) => ` ${name}="${escape(String(value))}"`
export const flag = (name, on) => (on ? ` ${name}` : '')

// time writes a moment so that all pictures of it are alike.
export function time(at) {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return String(at)
  return date.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })
}

// avatar makes a picture of a name: nothing is fetched.
export function avatar(name) {
  let hue = 0
  for (const c of name) hue = (hue * 31 + c.codePointAt(0)) % 360
  const letter = escape([...name][0]?.toUpperCase() ?? '?')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="hsl(${hue} 45% 45%)"/>` +
    `<text x="20" y="27" font-family="sans-serif" font-size="20" text-anchor="middle" fill="#fff">${letter}</text></svg>`
  return 'data:image/svg+xml,' + encodeURIComponent(svg)
}
