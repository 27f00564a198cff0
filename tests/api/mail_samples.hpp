// Messages as routes show them, for tests of what is made of one.
#pragma once

#include "api/mail/mail_json.hpp"

namespace vesture::api {

inline MessageJson received_message() {
  MessageJson message;
  message.id = domain::parse_uuid("0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b").value();
  message.kind = projections::mail::Kind::received;
  message.folder = domain::mail::Folder::received;
  message.time = {1'772'438'400'000'000};  // 2026-03-02T08:00:00Z, 10:00 in Riga
  message.from = SenderJson{"SIA \"Būve & Co\"", "40003055555"};
  message.to = {{"PNOLV-320000-00011", "Anna Bērziņa", ""}};
  message.subject = "Plāna saskaņošana";
  message.html = "<p>Labdien!</p><p>Lūdzam <strong>saskaņot</strong>.</p>";
  message.text = "Labdien!\n\nLūdzam saskaņot.";
  return message;
}

}  // namespace vesture::api
