// Package archive.
package archive
