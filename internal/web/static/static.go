// Package static holds the files that are served as they are: one style sheet, the
// fonts and two scripts, for passkeys and for sorting, embedded in the program. Each is served under a name that holds
// its hash, so a browser may keep it for ever.
//
// An organisation's theme is one colour and its names; it becomes part of the
// style sheet, because pages have no styles of their own.
package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"
)

//go:embed passkey.js sort.js chancery.css fonts.css seal.svg fonts/*.woff2 fonts/*.LICENSE.txt
var files embed.FS

// Prefix is where the files are served.
const Prefix = "/static/"

// A File is one file as it is served.
type File struct {
	Path    string // with the hash: "/static/chancery-0a1b2c3d4e5f.css"
	Type    string // media type
	Bytes   []byte
	Gzipped []byte // nil if the bytes are compressed already
}

// A Set is every file of one site.
type Set struct {
	files map[string]File
	style string
	icon  string
	keys  string
	sorts string
}

// fontURL finds the fonts that the style sheet names.
var fontURL = regexp.MustCompile(`url\("fonts/([^"]+)"\)`)

// Build makes the files of a site with a theme.
func Build(theme Theme) (*Set, error) {
	colours, err := theme.css()
	if err != nil {
		return nil, err
	}
	s := &Set{files: map[string]File{}}
	fonts, err := s.addFonts()
	if err != nil {
		return nil, err
	}
	faces, err := files.ReadFile("fonts.css")
	if err != nil {
		return nil, fmt.Errorf("style sheet: %w", err)
	}
	look, err := files.ReadFile("chancery.css")
	if err != nil {
		return nil, fmt.Errorf("style sheet: %w", err)
	}
	seal, err := files.ReadFile("seal.svg")
	if err != nil {
		return nil, fmt.Errorf("icon: %w", err)
	}
	if s.icon, err = s.add("seal.svg", "image/svg+xml", seal); err != nil {
		return nil, err
	}
	script, err := files.ReadFile("passkey.js")
	if err != nil {
		return nil, fmt.Errorf("script: %w", err)
	}
	if s.keys, err = s.add("passkey.js", "text/javascript; charset=utf-8", script); err != nil {
		return nil, err
	}
	if script, err = files.ReadFile("sort.js"); err != nil {
		return nil, fmt.Errorf("script: %w", err)
	}
	if s.sorts, err = s.add("sort.js", "text/javascript; charset=utf-8", script); err != nil {
		return nil, err
	}
	faces = fontURL.ReplaceAllFunc(faces, func(m []byte) []byte {
		return []byte(`url("` + fonts[string(fontURL.FindSubmatch(m)[1])] + `")`)
	})
	s.style, err = s.add("chancery.css", "text/css; charset=utf-8", slim(bytes.Join([][]byte{faces, look, colours}, nil)))
	return s, err
}

// addFonts adds the fonts and their licences and returns the served path of each
// font by its name.
func (s *Set) addFonts() (map[string]string, error) {
	found, err := files.ReadDir("fonts")
	if err != nil {
		return nil, fmt.Errorf("fonts: %w", err)
	}
	served := map[string]string{}
	for _, f := range found {
		b, err := files.ReadFile("fonts/" + f.Name())
		if err != nil {
			return nil, fmt.Errorf("fonts: %w", err)
		}
		kind := "font/woff2"
		if path.Ext(f.Name()) == ".txt" {
			kind = "text/plain; charset=utf-8"
		}
		if served[f.Name()], err = s.add(f.Name(), kind, b); err != nil {
			return nil, err
		}
	}
	return served, nil
}

// add puts a file into the set under a name with its hash.
func (s *Set) add(name, kind string, b []byte) (string, error) {
	sum := sha256.Sum256(b)
	ext := path.Ext(name)
	f := File{Path: Prefix + strings.TrimSuffix(name, ext) + "-" + hex.EncodeToString(sum[:6]) + ext, Type: kind, Bytes: b}
	if kind != "font/woff2" {
		var err error
		if f.Gzipped, err = Gzip(b); err != nil {
			return "", err
		}
	}
	s.files[f.Path] = f
	return f.Path, nil
}

// Style returns the path of the style sheet.
func (s *Set) Style() string { return s.style }

// Icon returns the path of the icon of the site.
func (s *Set) Icon() string { return s.icon }

// Passkeys returns the path of the script by which pages ask for a passkey.
func (s *Set) Passkeys() string { return s.keys }

// Sorting returns the path of the script by which lists are sorted by dragging.
func (s *Set) Sorting() string { return s.sorts }

// File returns the file that is served at a path.
func (s *Set) File(path string) (File, bool) {
	f, ok := s.files[path]
	return f, ok
}

// Gzip compresses bytes that are made once and sent often.
func Gzip(b []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, fmt.Errorf("gzip: %w", err)
	}
	if _, err := io.Copy(w, bytes.NewReader(b)); err != nil {
		return nil, fmt.Errorf("gzip: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("gzip: %w", err)
	}
	return out.Bytes(), nil
}

// comment and space are what a style sheet is served without.
var (
	comment = regexp.MustCompile(`(?s)/\*.*?\*/`)
	space   = regexp.MustCompile(`\s*\n\s*`)
)

// slim drops comments and the ends of lines.
func slim(css []byte) []byte {
	return space.ReplaceAll(comment.ReplaceAll(css, nil), []byte("\n"))
}
