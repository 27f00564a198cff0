// What the mailbox refuses, and by which rule.
#pragma once

#include "domain/common/decision.hpp"

namespace vesture::domain::mail::rejections {

// An action where the thing lies (actions.hpp).
inline constexpr Rejection not_for_received{
    "mail.action_not_allowed",
    "MAIL-03",
    "",
    Kind::conflict,
    {"Saņemtam ziņojumam šī darbība nav iespējama", "This cannot be done with a received message"}};
inline constexpr Rejection not_for_sent{
    "mail.action_not_allowed",
    "MAIL-04",
    "",
    Kind::conflict,
    {"Nosūtītam ziņojumam šī darbība nav iespējama", "This cannot be done with a sent message"}};
inline constexpr Rejection not_for_drafts{
    "mail.action_not_allowed",
    "MAIL-05",
    "",
    Kind::conflict,
    {"Melnrakstam šī darbība nav iespējama", "This cannot be done with a draft"}};
inline constexpr Rejection not_for_deleted{
    "mail.action_not_allowed",
    "MAIL-06",
    "",
    Kind::conflict,
    {"Dzēstam ziņojumam šī darbība nav iespējama", "This cannot be done with a deleted message"}};
inline constexpr Rejection account_not_active{
    "mail.account_not_active",
    "MAIL-21",
    "",
    Kind::conflict,
    {"E-adreses konts nav aktīvs", "The e-address account is not active"}};

// Deleting, restoring, destroying.
inline constexpr Rejection receipt_pending{
    "mail.receipt_pending",
    "MAIL-09",
    "",
    Kind::conflict,
    {"Ziņojumu var dzēst, kad tā saņemšana ir apstiprināta, noraidīta vai nokavēta",
     "A message can be deleted once its receipt is confirmed, refused or missed"}};
inline constexpr Rejection last_days{"mail.last_days",
                                     "MAIL-10",
                                     "",
                                     Kind::conflict,
                                     {"Glabāšanas termiņa pēdējās 30 dienās ziņojums nav atjaunojams",
                                      "In the last 30 days of its term a message cannot be restored"}};
inline constexpr Rejection destroyed{
    "mail.destroyed",
    "MAIL-09",
    "",
    Kind::conflict,
    {"Ziņojums ir neatgriezeniski dzēsts", "The message was deleted for good"}};
inline constexpr Rejection no_copy{
    "mail.no_copy", "", "", Kind::conflict, {"Tāda ziņojuma nav", "There is no such message"}};
inline constexpr Rejection copy_exists{"mail.copy_exists",
                                       "",
                                       "",
                                       Kind::conflict,
                                       {"Ziņojums jau ir kontā", "The account has the message already"}};

// Writing and sending.
inline constexpr Rejection no_draft{
    "mail.no_draft", "", "", Kind::conflict, {"Tāda melnraksta nav", "There is no such draft"}};
inline constexpr Rejection draft_exists{
    "mail.draft_exists", "", "", Kind::conflict, {"Tāds melnraksts jau ir", "There is such a draft already"}};
inline constexpr Rejection draft_sent{"mail.draft_sent",
                                      "MAIL-05",
                                      "",
                                      Kind::conflict,
                                      {"Ziņojums jau ir nosūtīts", "The message was sent already"}};
inline constexpr Rejection draft_not_sent{
    "mail.draft_not_sent", "", "", Kind::conflict, {"Melnraksts nav nosūtīts", "The draft was not sent"}};
inline constexpr Rejection signed_files_differ{
    "mail.signed_files_differ",
    "MAIL-19",
    "/attachments",
    Kind::invalid,
    {"Konteinerā parakstītās datnes nav tās pašas, kas pievienotas ziņojumam",
     "The files that the container signs are not the ones that are attached"}};
inline constexpr Rejection no_recipients{"mail.no_recipients",
                                         "MAIL-07",
                                         "/to",
                                         Kind::invalid,
                                         {"Nav norādīts adresāts", "There is no recipient"}};
inline constexpr Rejection too_many_recipients{
    "mail.too_many_recipients",
    "MAIL-16",
    "/to",
    Kind::invalid,
    {"Adresātu ir vairāk, nekā atļauts", "There are more recipients than a message may have"}};
inline constexpr Rejection e_address_malformed{
    "mail.e_address_malformed",
    "MAIL-24",
    "/to",
    Kind::invalid,
    {"Sagaidāma e-adrese: PNOLV-… vai NTRLV-…", "Expected an e-address: PNOLV-… or NTRLV-…"}};
inline constexpr Rejection writing_not_allowed{
    "mail.writing_not_allowed",
    "MAIL-23",
    "",
    Kind::forbidden,
    {"Šādam adresātam no šī konta nevar rakstīt", "Such a recipient cannot be written to from this account"}};
inline constexpr Rejection confirm_by_past{
    "mail.confirm_by_past",
    "MAIL-14",
    "/confirm_by",
    Kind::invalid,
    {"Apstiprināšanas termiņš jau ir pagājis", "The day for confirming has passed"}};
inline constexpr Rejection confirm_by_too_far{"mail.confirm_by_too_far",
                                              "MAIL-14",
                                              "/confirm_by",
                                              Kind::invalid,
                                              {"Apstiprināšanas termiņš nedrīkst būt vēlāk kā pēc gada",
                                               "The day for confirming may be at most a year ahead"}};
inline constexpr Rejection too_many_attachments{
    "mail.too_many_attachments",
    "MAIL-16",
    "",
    Kind::invalid,
    {"Pielikumu ir vairāk, nekā atļauts", "There are more attachments than a message may have"}};
inline constexpr Rejection attachments_too_large{
    "mail.attachments_too_large",
    "MAIL-16",
    "",
    Kind::invalid,
    {"Pielikumi kopā ir lielāki, nekā atļauts",
     "The attachments are larger together than a message may have"}};
inline constexpr Rejection no_attachment{
    "mail.no_attachment", "", "", Kind::conflict, {"Tāda pielikuma nav", "There is no such attachment"}};
inline constexpr Rejection message_not_of_draft{
    "mail.message_not_of_draft",
    "",
    "",
    Kind::conflict,
    {"Ziņojums nav nosūtīts no šī melnraksta", "The message was not sent from this draft"}};

// Delivery and receipt.
inline constexpr Rejection no_message{
    "mail.no_message", "", "", Kind::conflict, {"Tāda ziņojuma nav", "There is no such message"}};
inline constexpr Rejection message_exists{"mail.message_exists",
                                          "MAIL-22",
                                          "",
                                          Kind::conflict,
                                          {"Tāds ziņojums jau ir", "There is such a message already"}};
inline constexpr Rejection delivery_decided{
    "mail.delivery_decided",
    "MAIL-13",
    "",
    Kind::conflict,
    {"Ziņojuma nosūtīšana jau ir beigusies", "What became of the sending is settled already"}};
inline constexpr Rejection not_delivered{
    "mail.not_delivered",
    "MAIL-14",
    "",
    Kind::conflict,
    {"Ziņojums adresātam nav pieejams", "The message is not available to the recipient"}};
inline constexpr Rejection receipt_concluded{
    "mail.receipt_concluded",
    "MAIL-14",
    "",
    Kind::conflict,
    {"Ziņojuma saņemšana jau ir apstiprināta, noraidīta vai nokavēta",
     "The message's receipt was confirmed, refused or missed already"}};
inline constexpr Rejection reason_malformed{"mail.reason_malformed",
                                            "MAIL-14",
                                            "/reason",
                                            Kind::invalid,
                                            {"Sagaidāms noraidīšanas iemesls, ne garāks par 250 rakstzīmēm",
                                             "Expected a reason for refusing, of at most 250 characters"}};

// Suspicions.
inline constexpr Rejection suspicion_exists{"mail.suspicion_exists",
                                            "MAIL-20",
                                            "",
                                            Kind::conflict,
                                            {"Par aizdomām jau ir ziņots", "It was reported already"}};
inline constexpr Rejection description_too_long{
    "mail.description_too_long",
    "MAIL-20",
    "/description",
    Kind::invalid,
    {"Apraksts nedrīkst būt garāks par 2000 rakstzīmēm", "The description has at most 2,000 characters"}};

}  // namespace vesture::domain::mail::rejections
