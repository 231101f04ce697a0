package house

import (
	"path"
	"regexp"
	"strings"
)

// The patterns are put together so that this file keeps to its own rule.
var (
	folder    = regexp.MustCompile(`(^|[\s"'=(` + "`" + `])(/` + `work|/` + `root|/` + `home/[a-z]+|/` + `Users/[A-Za-z]+)/`)
	scratch   = regexp.MustCompile(`(^|[\s"'=(` + "`" + `])/` + `tmp/`)
	assistant = regexp.MustCompile(`(?i)\b(chat` + `gpt|clau` + `de|copi` + `lot|anthro` + `pic|open` + `ai|language mo` + `del)\b`)
	registry  = regexp.MustCompile(`(?i)"resol` + `ved"\s*:|^regis` + `try\s*=|\b(registry|proxy|sum)\.[a-z]+js\.org|\b(proxy|sum)\.golang\.org`)
)

func findMachines(t *tree) []breach {
	var found []breach
	for _, x := range t.texts {
		prose := path.Ext(x.path) == ".md"
		found = append(found, lineBreaches(x, func(line string) string {
			switch {
			case folder.MatchString(line):
				return "a folder of one machine" + quote(folder, line)
			case prose && scratch.MatchString(line):
				return "a folder of one machine" + quote(scratch, line)
			case assistant.MatchString(line):
				return "an assistant" + quote(assistant, line)
			case registry.MatchString(line):
				return "an address of a registry" + quote(registry, line)
			}
			return ""
		})...)
	}
	return found
}

func quote(p *regexp.Regexp, line string) string {
	return ": " + strings.TrimSpace(p.FindString(line))
}
