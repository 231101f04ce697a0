package house

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// unsafe lists what a template does not hold, and why.
var unsafe = []struct {
	pattern *regexp.Regexp
	what    string
}{
	{regexp.MustCompile(`templ\.(Raw|SafeScript|SafeScriptInline|JSUnsafeFuncCall|JSFuncCall|ComponentScript|OnceHandle)\b`), "goes past escaping"},
	{regexp.MustCompile(`templ\.(SafeURL|SafeCSS|SafeCSSProperty)\b`), "goes past escaping"},
	{regexp.MustCompile(`^\s*(script|css)\s+\w+\(`), "writes a script or a style into the page"},
	{regexp.MustCompile(`(?i)<style\b`), "a style in the page: use the style sheet"},
	{regexp.MustCompile(`(?i)[\s{"]on[a-z]+\s*\??=`), "an event attribute"},
	{regexp.MustCompile(`(?i)[\s{]style\s*\??=`), "a style attribute: use a class"},
	{regexp.MustCompile(`(?i)javascript:`), "a script in a link"},
}

var scriptBody = regexp.MustCompile(`(?is)<script\b([^>]*)>(.*?)</script>`)

func findUnsafeTempl(t *tree) []breach {
	var found []breach
	for _, x := range t.texts {
		if path.Ext(x.path) != ".templ" {
			continue
		}
		found = append(found, lineBreaches(x, func(line string) string {
			for _, u := range unsafe {
				if m := u.pattern.FindString(line); m != "" {
					return strings.TrimSpace(m) + " " + u.what
				}
			}
			return ""
		})...)
		for _, m := range scriptBody.FindAllStringSubmatch(x.body, -1) {
			if strings.TrimSpace(m[2]) != "" || !strings.Contains(m[1], "src=") {
				found = append(found, breach{x.path, "a script body: serve it as a file"})
			}
		}
		made := strings.TrimSuffix(x.path, ".templ") + "_templ.go"
		if !slices.ContainsFunc(t.files, func(f *file) bool { return f.path == made }) {
			found = append(found, breach{x.path, made + " is missing: generate and commit it"})
		}
	}
	for f := range t.written {
		found = append(found, t.uses(f, "templ", []string{"Raw"}, "goes past escaping")...)
		found = append(found, t.uses(f, "template", []string{"HTML", "JS", "CSS"}, "goes past escaping")...)
	}
	return found
}
