// Formatted text that neither runs nor loads anything (MAIL-07).
#include "api/mail/safe_html.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "api/mail/html_tree.hpp"
#include "api/mail/safe_link.hpp"

namespace vesture::api {
namespace {

std::string safe(std::string_view html) {
  const auto text = safe_text_of_html(html);
  return text ? text->html : "(refused)";
}

std::string plain(std::string_view html) { return safe_text_of_html(html).value().plain; }

std::string repeated(std::string_view piece, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += piece;
  return text;
}

// What is no tag of the list, looked for without a parser; nullopt where each is one.
std::optional<std::string> stray_markup(std::string_view html) {
  static const std::set<std::string_view> names{
      "p",   "br",   "div",   "span",  "b",     "strong", "i",  "em", "u",  "s",  "sub",
      "sup", "h1",   "h2",    "h3",    "h4",    "h5",     "h6", "ul", "ol", "li", "blockquote",
      "pre", "code", "table", "thead", "tbody", "tr",     "td", "th", "hr"};
  constexpr std::string_view kLink = "a href=\"";
  constexpr std::string_view kBehindLink = "\" rel=\"noopener noreferrer nofollow\"";
  for (auto at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    const auto end = html.find('>', at);
    if (end == std::string_view::npos) return std::string(html.substr(at));
    auto tag = html.substr(at + 1, end - at - 1);
    if (tag == "/a") continue;
    if (tag.starts_with(kLink)) {
      tag.remove_prefix(kLink.size());
      const auto address = tag.substr(0, tag.find('"'));
      if (safe_link(address) && tag.substr(address.size()) == kBehindLink) continue;
    }
    if (tag.starts_with('/')) tag.remove_prefix(1);
    if (!names.contains(tag)) return std::string(html.substr(at, end - at + 1));
  }
  return std::nullopt;
}

TEST(SafeHtml, MAIL_07_FormattingOfTheListIsKept) {
  for (const std::string_view kept :
       {"<p>Labdien<br>un <b>lūdzu</b></p>", "<h1>1</h1><h2>2</h2><h3>3</h3><h4>4</h4><h5>5</h5><h6>6</h6>",
        "<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>", "<blockquote><p>q</p></blockquote><hr>",
        "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>",
        "<strong>a</strong><i>b</i><em>c</em><u>d</u><s>e</s><sub>f</sub><sup>g</sup><code>h</code>",
        "<div><span>a</span></div>",
        "<a href=\"https://vzd.gov.lv/?a=1&amp;b=2\" rel=\"noopener noreferrer nofollow\">VZD</a>"})
    EXPECT_EQ(safe(kept), kept);
  EXPECT_EQ(safe("<pre>a\n  b</pre>"), "<pre>\na\n  b</pre>");
}

TEST(SafeHtml, MAIL_07_WhatRunsOrLoadsIsGone) {
  struct Case {
    const char* given;
    const char* kept;
  };
  const Case cases[] = {
      {"a<script>alert(1)</script>b", "ab"},
      {"<ScRiPt src=//x.y></sCrIpT >a", "a"},
      {"<scr<script>ipt>alert(1)</scr</script>ipt>", "ipt&gt;alert(1)ipt&gt;"},
      {"<img src=x onerror=alert(1)>a", "a"},
      {"<img src='https://spy.lv/pixel'>", ""},
      {"<p onclick=alert(1) style='background:url(//x)' class=c id=i>a</p>", "<p>a</p>"},
      {"<p/onmouseover=alert(1)>a", "<p>a</p>"},
      {"<svg onload=alert(1)><circle/></svg>a", "a"},
      {"<svg><script>alert(1)</script></svg>", ""},
      {"<math href=javascript:alert(1)>x</math>", ""},
      {"<iframe src=javascript:alert(1)></iframe>a", "a"},
      {"<iframe srcdoc='<script>alert(1)</script>'></iframe>", ""},
      {"<object data=x><embed src=x></object>a", "a"},
      {"<video><source onerror=alert(1)></video>", ""},
      {"<body onload=alert(1)>a", "a"},
      {"<link rel=stylesheet href=//x>a<meta http-equiv=refresh content=0><base href=//x>", "a"},
      {"<style>@import '//x'</style>a", "a"},
      {"<form action=//x><input name=a><button>b</button></form>", "b"},
      {"<details open ontoggle=alert(1)>a</details>", "a"},
      {"<marquee onstart=alert(1)>a</marquee>", "a"},
      {"<!--[if IE]><script>alert(1)</script><![endif]-->a", "a"},
      {"<!-- --!><img src=x onerror=alert(1)>a", "a"},
      {"<![CDATA[<script>]]>a", "]]&gt;a"},
      {"<?xml-stylesheet href=//x?>a", "a"},
      {"<x:script>alert(1)</x:script>", "alert(1)"},
      {"&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;"},
      {"&#60;img src=x onerror=alert(1)&#62;", "&lt;img src=x onerror=alert(1)&gt;"},
      {"<plaintext><script>alert(1)</script>", ""},
      {"a<", "a&lt;"},
      {"<b", ""},
      {"<p title=\"</p><script>alert(1)</script>\">a", "<p>a</p>"},
  };
  for (const auto& [given, kept] : cases) EXPECT_EQ(safe(given), kept) << given;
}

TEST(SafeHtml, MAIL_07_MarkupThatChangesAsItIsReadAgainIsGone) {
  for (const std::string_view given :
       {"<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 "
        "onerror=alert(1)&gt;\">",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<template><script>alert(1)</script><p title=\"</template><img src=x onerror=alert(1)>\"></template>",
        "<svg><foreignObject><p><style><!--</style><img src=x onerror=alert(1)>--></foreignObject></svg>",
        "<select><template><img src=x onerror=alert(1)></template></select>",
        "<noembed><img title=\"</noembed><img src=x onerror=alert(1)>\"></noembed>",
        "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\"></xmp>",
        "<textarea><img title=\"</textarea><img src=x onerror=alert(1)>\"></textarea>",
        "<title><img title=\"</title><img src=x onerror=alert(1)>\"></title>",
        "<table><math><mi><style><img src=x onerror=alert(1)></style></mi></math></table>",
        "<a href=\"https://x.lv\"><table><td><a href=\"https://y.lv\" onclick=alert(1)>"}) {
    const auto text = safe_text_of_html(given);
    ASSERT_TRUE(text);
    EXPECT_EQ(stray_markup(text->html), std::nullopt) << given << " gave " << text->html;
    EXPECT_EQ(safe(text->html), text->html);
  }
}

TEST(SafeHtml, MAIL_07_LinksLeadToTheWebOrToAMailbox) {
  for (const auto* const good :
       {"https://vzd.gov.lv", "HTTP://vzd.gov.lv/a?b#c", "mailto:pasts@vzd.gov.lv", "https://gudrība.lv/ā"})
    EXPECT_EQ(safe_link(good), good);
  EXPECT_EQ(safe_link(" \t\n https://x.lv \r\n"), "https://x.lv");
  EXPECT_EQ(safe_link("ht\ntps:/\t/x.lv"), "https://x.lv");
  for (const std::string_view bad : {"javascript:alert(1)",
                                     "JaVaScRiPt:alert(1)",
                                     "java\nscript:alert(1)",
                                     "java\tscript:alert(1)",
                                     " javascript:alert(1)",
                                     "\x01javascript:alert(1)",
                                     "vbscript:x",
                                     "data:text/html,<script>alert(1)</script>",
                                     "blob:https://x.lv/1",
                                     "file:///etc/passwd",
                                     "//x.lv",
                                     "/x",
                                     "x",
                                     "",
                                     "#a",
                                     "https:x.lv",
                                     "https://",
                                     "mailto:",
                                     "javascript&colon;alert(1)",
                                     "https://x.lv/a b",
                                     "https://x.lv/\x7f",
                                     "https://x.lv/\xc2\x85",
                                     "view-source:https://x"})
    EXPECT_EQ(safe_link(bad), std::nullopt) << bad;
  EXPECT_EQ(safe_link("https://x.lv/" + std::string(kMostLinkBytes, 'a')), std::nullopt);
  for (const auto* const given :
       {"<a href=javascript:alert(1)>a</a>", "<a href=\"jav&#x09;ascript:alert(1)\">a</a>",
        "<a href=\"&#106;avascript:alert(1)\">a</a>", "<a href='javascript&colon;alert(1)'>a</a>", "<a>a</a>",
        "<a xlink:href='https://x.lv'>a</a>", "<a href=''>a</a>"})
    EXPECT_EQ(safe(given), "a") << given;
  EXPECT_EQ(safe("<a href='https://x.lv/\"onclick=alert(1)'>a</a>"),
            "<a href=\"https://x.lv/&quot;onclick=alert(1)\" rel=\"noopener noreferrer nofollow\">a</a>");
}

TEST(SafeHtml, MAIL_07_ControlCharactersDoNotPass) {
  EXPECT_EQ(safe(std::string_view("a\0b<scr\0ipt>c</scr\0ipt>", 23)), safe("ab<scr\xef\xbf\xbdipt>c"));
  EXPECT_EQ(safe("a&#0;b&#1;c&#x85;d&#27;e"),
            "a\xef\xbf\xbd"
            "bc\xe2\x80\xa6"
            "de");
  EXPECT_EQ(html_escaped("a\x1b\x7f\xc2\x80"
                         "b\tc\nd"),
            "ab\tc\nd");
}

TEST(SafeHtml, MAIL_07_DeepOrLargeMarkupNeitherOverflowsNorHolds) {
  for (const std::string_view piece : {"<b>", "<div>", "<ul><li>", "<table><tr><td>", "<svg>", "<div></b>"}) {
    const auto tags = static_cast<std::size_t>(std::ranges::count(piece, '<'));
    const auto text = safe_text_of_html(repeated(piece, kMostTags / tags * piece.size()) + "x");
    ASSERT_TRUE(text) << piece;
    EXPECT_EQ(stray_markup(text->html), std::nullopt) << piece;
    EXPECT_FALSE(safe_text_of_html(repeated(piece, 200'000))) << piece;
  }
  EXPECT_EQ(safe("<p " + repeated("a=b ", 200'000) + ">x"), "<p>x</p>");
  EXPECT_TRUE(safe_text_of_html(repeated("<br>", 4 * kMostTags)));
  EXPECT_FALSE(safe_text_of_html(repeated("<br>", 4 * kMostTags) + "<br>"));
  EXPECT_TRUE(safe_text_of_plain(std::string(1, 'a') + repeated("\na", 2 * (kMostTags - 2))));
  EXPECT_FALSE(safe_text_of_plain(std::string(1, 'a') + repeated("\na", 2 * (kMostTags - 1))));
}

TEST(SafeHtml, MAIL_07_ElementsBeyondTheDepthLeaveTheirText) {
  const auto text = safe_text_of_html(repeated("<div>", 500) + "x").value();
  EXPECT_EQ(text.html.size(), kMostDepth * std::string_view("<div></div>").size() + 1);
  EXPECT_EQ(text.plain, "x");
}

TEST(SafeHtml, MAIL_07_ThePlainTextIsKeptBeside) {
  EXPECT_EQ(plain("<p>Labdien,</p><p>lūdzu   <b>izskatīt</b><br>šo.</p>"), "Labdien,\n\nlūdzu izskatīt\nšo.");
  EXPECT_EQ(plain("<ul><li>a</li><li>b</li></ul><ol><li>c</li><li>d</li></ol>"), "- a\n- b\n\n1. c\n2. d");
  EXPECT_EQ(plain("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>"), "a\tb\nc\td");
  EXPECT_EQ(plain("<a href=\"https://x.lv\">banka.lv</a> <a href=\"mailto:a@b.lv\">a@b.lv</a>"),
            "banka.lv (https://x.lv) a@b.lv");
  EXPECT_EQ(plain("<pre>a\n  b</pre>c<hr>d"), "a\n  b\n\nc\n\n---\n\nd");
  EXPECT_EQ(plain("1 &lt; 2 &amp; 3"), "1 < 2 & 3");
  EXPECT_EQ(plain(""), "");
}

TEST(SafeHtml, MAIL_07_PlainTextBecomesParagraphsAndNothingInItIsMarkup) {
  const auto text = safe_text_of_plain("<b>a</b>\r\nb & c\r\n\r\n \rd").value();
  EXPECT_EQ(text.html, "<p>&lt;b&gt;a&lt;/b&gt;<br>b &amp; c</p><p>d</p>");
  EXPECT_EQ(text.plain, "<b>a</b>\r\nb & c\r\n\r\n \rd");
  EXPECT_EQ(safe(text.html), text.html);
}

// Markup made of pieces that parsers disagree on.
rc::Gen<std::string> any_markup() {
  static const std::vector<std::string> pieces{"<b>",
                                               "</b>",
                                               "<p>",
                                               "</p>",
                                               "<div>",
                                               "</div>",
                                               "<a href='https://x.lv'>",
                                               "<a href=javascript:x>",
                                               "</a>",
                                               "<table>",
                                               "</table>",
                                               "<tr>",
                                               "<td>",
                                               "</td>",
                                               "<caption>",
                                               "<tbody>",
                                               "<ul>",
                                               "<li>",
                                               "</ul>",
                                               "<pre>",
                                               "\n",
                                               "</pre>",
                                               "<svg>",
                                               "</svg>",
                                               "<math>",
                                               "<mtext>",
                                               "</math>",
                                               "<foreignObject>",
                                               "<style>",
                                               "</style>",
                                               "<script>",
                                               "</script>",
                                               "<noscript>",
                                               "</noscript>",
                                               "<template>",
                                               "</template>",
                                               "<select>",
                                               "<option>",
                                               "</select>",
                                               "<form>",
                                               "</form>",
                                               "<title>",
                                               "</title>",
                                               "<textarea>",
                                               "</textarea>",
                                               "<!--",
                                               "-->",
                                               "--!>",
                                               "<![CDATA[",
                                               "]]>",
                                               "<?",
                                               "<!doctype html>",
                                               "\"",
                                               "'",
                                               "`",
                                               "=",
                                               "<",
                                               ">",
                                               "&",
                                               "&lt;",
                                               "&#0;",
                                               "&#x3c",
                                               "&amp",
                                               "x",
                                               " ",
                                               "ā",
                                               "<h1>",
                                               "</h1>",
                                               "<br/>",
                                               "<hr>",
                                               "<plaintext>",
                                               "<frameset>",
                                               "<body>",
                                               "<html>",
                                               "<head>",
                                               "</head>",
                                               "<button>",
                                               "</button>",
                                               "<i>",
                                               "</i>",
                                               "<span onclick=x>",
                                               "<p title=\"",
                                               "<img src=x onerror=y>",
                                               "<object>",
                                               "</object>",
                                               "<blockquote>",
                                               "</blockquote>",
                                               "<code>",
                                               "<nobr>",
                                               "<font color=a>",
                                               "<dd>",
                                               "<ruby>",
                                               "<rt>",
                                               "<isindex>"};
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces)),
                      [](const auto& chosen) {
                        std::string markup;
                        for (const auto& piece : chosen) markup += piece;
                        return markup;
                      });
}

RC_GTEST_PROP(SafeHtml, MAIL_07_NothingOffTheListComesOut, ()) {
  const auto given = *any_markup();
  const auto text = safe_text_of_html(given);
  RC_ASSERT(text.has_value());
  RC_ASSERT(stray_markup(text->html) == std::nullopt);
}

RC_GTEST_PROP(SafeHtml, MAIL_07_WhatIsSafeStaysAsItIs, ()) {
  const auto once = safe_text_of_html(*any_markup()).value();
  const auto twice = safe_text_of_html(once.html).value();
  RC_ASSERT(twice.html == once.html);
  RC_ASSERT(twice.plain == once.plain);
}

}  // namespace
}  // namespace vesture::api
