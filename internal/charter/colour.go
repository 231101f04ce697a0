package charter

import "math/big"

// luminanceUnit is the luminance of white.
const luminanceUnit = 1_000_000

// readableOnWhite reports whether text of a colour #rrggbb can be read on white,
// which WCAG 2 (1.4.3) takes to be a contrast of at least 4.5 to 1. It is counted
// in integers, so that every machine finds the same.
func readableOnWhite(rgb [3]uint8) bool {
	l := (2126*linear(rgb[0]) + 7152*linear(rgb[1]) + 722*linear(rgb[2])) / 10_000
	// (1 + 0.05) / (l + 0.05) >= 4.5, all times 20 millionths.
	return 2*(luminanceUnit+luminanceUnit/20) >= 9*(l+luminanceUnit/20)
}

// linear returns the light of one channel of sRGB, in parts of luminanceUnit: the
// channel, moved and scaled, to the power of 2.4 = 12/5.
func linear(channel uint8) int64 {
	if channel <= 10 { // 0.04045 of 255
		return int64(channel) * 100 * luminanceUnit / (255 * 1292)
	}
	// The greatest y with (y/unit)^5 <= (num/den)^12.
	num := power(int64(channel)*1000+55*255, 12)
	den := power(1055*255, 12)
	bound := new(big.Int).Mul(power(luminanceUnit, 5), num)
	low, high := int64(0), int64(luminanceUnit)
	for low < high {
		y := (low + high + 1) / 2
		if new(big.Int).Mul(power(y, 5), den).Cmp(bound) <= 0 {
			low = y
		} else {
			high = y - 1
		}
	}
	return low
}

func power(x, n int64) *big.Int {
	return new(big.Int).Exp(big.NewInt(x), big.NewInt(n), nil)
}

// parseColour reads "#1f4e79".
func parseColour(s string) (rgb [3]uint8, ok bool) {
	if len(s) != 7 || s[0] != '#' {
		return rgb, false
	}
	for i, c := range []byte(s[1:]) {
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c >= 'a' && c <= 'f':
			c -= 'a' - 10
		default:
			return rgb, false
		}
		rgb[i/2] = rgb[i/2]<<4 | c
	}
	return rgb, true
}
