-- A record of schema 0001 with what people decided about it, written by the Peyvand of that age.
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE sources (
	seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	file TEXT NOT NULL, 
	media TEXT NOT NULL, 
	added DATETIME NOT NULL, 
	title TEXT, 
	publisher TEXT, 
	author TEXT, 
	published TEXT, 
	language TEXT, 
	url TEXT, 
	kind TEXT, 
	pair_first TEXT, 
	pair_second TEXT, 
	extra JSON NOT NULL, 
	text TEXT NOT NULL, 
	text_sha256 TEXT NOT NULL, 
	words INTEGER NOT NULL, 
	structure JSON NOT NULL, 
	reader TEXT, 
	unread TEXT, 
	copy_of TEXT, 
	fingerprint BLOB NOT NULL, 
	CONSTRAINT pk_sources PRIMARY KEY (seq), 
	CONSTRAINT uq_sources_id UNIQUE (id), 
	CONSTRAINT fk_sources_copy_of FOREIGN KEY(copy_of) REFERENCES sources (id)
);
CREATE TABLE fingerprint_bands (
	band BLOB NOT NULL, 
	source TEXT NOT NULL, 
	CONSTRAINT pk_fingerprint_bands PRIMARY KEY (band, source), 
	CONSTRAINT fk_fingerprint_bands_source FOREIGN KEY(source) REFERENCES sources (id) ON DELETE CASCADE
);
CREATE TABLE items (
	id TEXT NOT NULL, 
	source TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	type TEXT, 
	status TEXT, 
	earliest TEXT, 
	latest TEXT, 
	confidence FLOAT NOT NULL, 
	review TEXT, 
	payload JSON NOT NULL, 
	CONSTRAINT pk_items PRIMARY KEY (id), 
	CONSTRAINT fk_items_source FOREIGN KEY(source) REFERENCES sources (id)
);
CREATE TABLE quotes (
	item TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	exact TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	prefix TEXT NOT NULL, 
	suffix TEXT NOT NULL, 
	CONSTRAINT pk_quotes PRIMARY KEY (item, number), 
	CONSTRAINT fk_quotes_item FOREIGN KEY(item) REFERENCES items (id) ON DELETE CASCADE
);
CREATE TABLE actors (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	folded TEXT NOT NULL, 
	type TEXT NOT NULL, 
	country TEXT, 
	CONSTRAINT pk_actors PRIMARY KEY (id)
);
CREATE TABLE aliases (
	item TEXT NOT NULL, 
	alias TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	folded TEXT NOT NULL, 
	CONSTRAINT pk_aliases PRIMARY KEY (item, alias), 
	CONSTRAINT fk_aliases_item FOREIGN KEY(item) REFERENCES items (id) ON DELETE CASCADE, 
	CONSTRAINT fk_aliases_actor FOREIGN KEY(actor) REFERENCES actors (id)
);
CREATE TABLE offices (
	item TEXT NOT NULL, 
	title TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	CONSTRAINT pk_offices PRIMARY KEY (item), 
	CONSTRAINT fk_offices_item FOREIGN KEY(item) REFERENCES items (id) ON DELETE CASCADE, 
	CONSTRAINT fk_offices_actor FOREIGN KEY(actor) REFERENCES actors (id)
);
CREATE TABLE parts (
	item TEXT NOT NULL, 
	role TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	folded TEXT NOT NULL, 
	actor TEXT, 
	CONSTRAINT pk_parts PRIMARY KEY (item, role, number), 
	CONSTRAINT fk_parts_item FOREIGN KEY(item) REFERENCES items (id) ON DELETE CASCADE, 
	CONSTRAINT fk_parts_actor FOREIGN KEY(actor) REFERENCES actors (id)
);
CREATE TABLE decisions (
	seq INTEGER NOT NULL, 
	item TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	who TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	payload JSON, 
	CONSTRAINT pk_decisions PRIMARY KEY (seq), 
	CONSTRAINT uq_decisions_item_seq UNIQUE (item, seq), 
	CONSTRAINT fk_decisions_item FOREIGN KEY(item) REFERENCES items (id)
);
CREATE VIRTUAL TABLE search USING fts5(
        title, text, content='sources', content_rowid='seq', tokenize="unicode61 remove_diacritics 2"
    );
CREATE INDEX ix_fingerprint_bands_source ON fingerprint_bands (source);
CREATE INDEX ix_items_source_kind_review ON items (source, kind, review);
CREATE INDEX ix_items_kind_earliest_latest ON items (kind, earliest, latest);
CREATE INDEX ix_actors_folded ON actors (folded);
CREATE INDEX ix_actors_country ON actors (country);
CREATE INDEX ix_aliases_actor ON aliases (actor);
CREATE INDEX ix_aliases_folded ON aliases (folded);
CREATE INDEX ix_offices_actor ON offices (actor);
CREATE INDEX ix_parts_actor ON parts (actor);
CREATE INDEX ix_parts_folded ON parts (folded);
CREATE TRIGGER search_insert AFTER INSERT ON sources BEGIN
        INSERT INTO search(rowid, title, text) VALUES (new.seq, new.title, new.text);
    END;
CREATE TRIGGER search_delete AFTER DELETE ON sources BEGIN
        INSERT INTO search(search, rowid, title, text) VALUES ('delete', old.seq, old.title, old.text);
    END;
CREATE TRIGGER search_update AFTER UPDATE OF title, text ON sources BEGIN
        INSERT INTO search(search, rowid, title, text) VALUES ('delete', old.seq, old.title, old.text);
        INSERT INTO search(rowid, title, text) VALUES (new.seq, new.title, new.text);
    END;
CREATE TRIGGER decisions_no_update BEFORE UPDATE ON decisions BEGIN
        SELECT RAISE(ABORT, 'decisions are only ever appended');
    END;
CREATE TRIGGER decisions_no_delete BEFORE DELETE ON decisions BEGIN
        SELECT RAISE(ABORT, 'decisions are only ever appended');
    END;
INSERT INTO alembic_version VALUES ('0001');
INSERT INTO sources VALUES (1, '8609963e76129d4a', 'herald.txt', '8609963e76129d4a8f866a327ee23d1896afebcb62daee0e2953099c9fb380af', '8609963e76129d4a8f866a327ee23d1896afebcb62daee0e2953099c9fb380af.txt', 'text/plain', '2026-11-22 06:32:16.986796', 'Herring and friendship', 'The Lutz Herald', 'A. Smith', '2023-05-10', 'en', 'https://herald.test/1', 'news', 'IRN', 'JPN', '{"section":"foreign"}', 'Ruritania and Zubrowka sign fisheries memorandum

Foreign Minister José Núñez of Ruritania met his Zubrowkan counterpart, Dmitri Desgoffe, in Lutz on Tuesday. "We are concerned about the quotas," Núñez said. The two signed a memorandum on fishing. Ruritania exported about 46,000 tonnes of herring in 2022.', '8609963e76129d4a8f866a327ee23d1896afebcb62daee0e2953099c9fb380af', 46, '{"blocks":[["prose",0,306,0]],"references":[],"markers":[]}', '1', NULL, NULL, X'5E553606A7C1CC04C0071001D341CF03037B640C6C9623049A054506EB5C0905DAF38E0203B36200A58E28002B05600C1CE5C8021CAF4B10A3B5FF044EDC5101C835B906FE4F6E009CD2EB0D1B7D28095B1DEA01F5FD8016A73D4F04EA2EE200C6115F10F5F15F07EBBB2004EA5B6003C6BC0804DC29C50C00F15F0440F2BB03016E0A02C15B930257E024054DFD170153B98800829C660C15A3C70DE703B804168A0F16B2E45E0258B28F0949D09B07E92A1D01CBCD4E0B323FBE01B43C5F073D405B0062C1A90A44266D003EC6760440FB1E01C17238024031420E5228AE011F04360B1DAF1D00DC726403920885003934FF007B45FA01577EAE083B851401');
INSERT INTO sources VALUES (2, 'a95929bcfafee9f7', 'evening.txt', 'a95929bcfafee9f74e8b1f4c90e6ad20ec4781c4ef1a508fe748df873b007128', 'a95929bcfafee9f74e8b1f4c90e6ad20ec4781c4ef1a508fe748df873b007128.txt', 'text/plain', '2026-11-22 06:32:18.009864', NULL, 'Evening Post', NULL, '2023-05-11', NULL, NULL, NULL, NULL, NULL, '{}', 'Núñez flies home

Núñez left Lutz on Wednesday, a spokesman said. The fisherman Jan Kowalski waved. Ruritania bought 12 boats from Zubrowka in April 2023.', 'a95929bcfafee9f74e8b1f4c90e6ad20ec4781c4ef1a508fe748df873b007128', 25, '{"blocks":[["prose",0,154,0]],"references":[],"markers":[]}', '1', NULL, NULL, X'2D49910A76A6F5040604080111D3E806E39BBA08D5145705D416FA00D5CFBF036DE90301A210A2231EA0760E3D958B1201C7481E7D6AAF00A49D340592CD260304E5F7363E1A6F2B05C1AC0B40864113A876C103123FE808240A2309E0997B1185A87F16F0C88009E7BF460430CE00104931AF030125DA0D0610FB0AB165350D39538118C09B2A19FA6E990645E14812EA526E0D09963A0DC0A7F50F74639A0FECB21B02F0EFAE1DC166B82251F84311517CC902D3E8B9021DB02B041DCD5A1394559B01EC5A3006A5937B10F0BE5E029DDB8D010B2A8D099CF46230DCB16C2313BEA20648B94B0E94A6D706A230D50684461B04864C8919ED284800E5057B01');
INSERT INTO sources VALUES (3, '09f93eab06e7db7e', 'wire.txt', '09f93eab06e7db7e280cbcb23f199582544ef25c5af20f4235093af2f3ff5607', '09f93eab06e7db7e280cbcb23f199582544ef25c5af20f4235093af2f3ff5607.txt', 'text/plain', '2026-11-22 06:32:18.025792', NULL, NULL, NULL, '2023-05-10', NULL, NULL, NULL, NULL, NULL, '{}', 'WIRE: two sign

Foreign Minister José Núñez of Ruritania met his Zubrowkan counterpart, Dmitri Desgoffe, in Lutz on Tuesday. "We are concerned about the quotas," Núñez said. The two signed a memorandum on fishing. Ruritania exported about 46,000 tonnes of herring in 2022.', '09f93eab06e7db7e280cbcb23f199582544ef25c5af20f4235093af2f3ff5607', 43, '{"blocks":[["prose",0,272,0]],"references":[],"markers":[]}', '1', NULL, '8609963e76129d4a', X'5E553606A7C1CC04C0071001D341CF03037B640C6C9623049A05450627713408F9597F0303B36200A58E28002B05600CBC1325051CAF4B10A3B5FF044EDC5101C835B906FE4F6E008A8EF4041B7D2809D6B35806F5FD8016ECAB9008EA2EE200C6115F10F5F15F07EBBB2004EA5B6003C6BC0804DC29C50C4190D70F40F2BB03016E0A02FAACC20C57E024054DFD170153B98800DDA10D1015A3C70DE703B8042F89901FB2E45E0258B28F0949D09B07E92A1D01CBCD4E0B0518F405B43C5F073D405B000A83830644266D00DD3DBA0840FB1E01C17238024031420E5228AE011F04360B1DAF1D00DC726403920885003934FF007B45FA01577EAE083B851401');
INSERT INTO sources VALUES (4, '096d99bf7428200c', 'payam.txt', '096d99bf7428200c5f097458df1418c6a99052c35d3d5e6098da0e4475845c94', '096d99bf7428200c5f097458df1418c6a99052c35d3d5e6098da0e4475845c94.txt', 'text/plain', '2026-11-22 06:32:18.044124', 'دیدار', NULL, NULL, NULL, 'fa', NULL, NULL, NULL, NULL, '{}', 'وزیر امور خارجه با همتای خود در لوتس دیدار کرد', '096d99bf7428200c5f097458df1418c6a99052c35d3d5e6098da0e4475845c94', 10, '{"blocks":[["prose",0,46,0]],"references":[],"markers":[]}', NULL, 'Persian can''t be read yet', NULL, X'');
INSERT INTO fingerprint_bands VALUES (X'07F5FD8016A73D4F04EA2EE200', '8609963e76129d4a');
INSERT INTO fingerprint_bands VALUES (X'0BC15B930257E024054DFD1701', '8609963e76129d4a');
INSERT INTO fingerprint_bands VALUES (X'08C6115F10F5F15F07EBBB2004', '8609963e76129d4a');
INSERT INTO fingerprint_bands VALUES (X'0A00F15F0440F2BB03016E0A02', '8609963e76129d4a');
INSERT INTO fingerprint_bands VALUES (X'0303B36200A58E28002B05600C', '8609963e76129d4a');
INSERT INTO fingerprint_bands VALUES (X'124031420E5228AE011F04360B', '8609963e76129d4a');
INSERT INTO fingerprint_bands VALUES (X'0E58B28F0949D09B07E92A1D01', '8609963e76129d4a');
INSERT INTO fingerprint_bands VALUES (X'005E553606A7C1CC04C0071001', '8609963e76129d4a');
INSERT INTO fingerprint_bands VALUES (X'069CD2EB0D1B7D28095B1DEA01', '8609963e76129d4a');
INSERT INTO fingerprint_bands VALUES (X'0C53B98800829C660C15A3C70D', '8609963e76129d4a');
INSERT INTO fingerprint_bands VALUES (X'054EDC5101C835B906FE4F6E00', '8609963e76129d4a');
INSERT INTO fingerprint_bands VALUES (X'029A054506EB5C0905DAF38E02', '8609963e76129d4a');
INSERT INTO fingerprint_bands VALUES (X'113EC6760440FB1E01C1723802', '8609963e76129d4a');
INSERT INTO fingerprint_bands VALUES (X'103D405B0062C1A90A44266D00', '8609963e76129d4a');
INSERT INTO fingerprint_bands VALUES (X'131DAF1D00DC72640392088500', '8609963e76129d4a');
INSERT INTO fingerprint_bands VALUES (X'0FCBCD4E0B323FBE01B43C5F07', '8609963e76129d4a');
INSERT INTO fingerprint_bands VALUES (X'041CE5C8021CAF4B10A3B5FF04', '8609963e76129d4a');
INSERT INTO fingerprint_bands VALUES (X'0DE703B804168A0F16B2E45E02', '8609963e76129d4a');
INSERT INTO fingerprint_bands VALUES (X'01D341CF03037B640C6C962304', '8609963e76129d4a');
INSERT INTO fingerprint_bands VALUES (X'143934FF007B45FA01577EAE08', '8609963e76129d4a');
INSERT INTO fingerprint_bands VALUES (X'09EA5B6003C6BC0804DC29C50C', '8609963e76129d4a');
INSERT INTO fingerprint_bands VALUES (X'0FD3E8B9021DB02B041DCD5A13', 'a95929bcfafee9f7');
INSERT INTO fingerprint_bands VALUES (X'07123FE808240A2309E0997B11', 'a95929bcfafee9f7');
INSERT INTO fingerprint_bands VALUES (X'1484461B04864C8919ED284800', 'a95929bcfafee9f7');
INSERT INTO fingerprint_bands VALUES (X'1094559B01EC5A3006A5937B10', 'a95929bcfafee9f7');
INSERT INTO fingerprint_bands VALUES (X'03A210A2231EA0760E3D958B12', 'a95929bcfafee9f7');
INSERT INTO fingerprint_bands VALUES (X'0BC09B2A19FA6E990645E14812', 'a95929bcfafee9f7');
INSERT INTO fingerprint_bands VALUES (X'0111D3E806E39BBA08D5145705', 'a95929bcfafee9f7');
INSERT INTO fingerprint_bands VALUES (X'11F0BE5E029DDB8D010B2A8D09', 'a95929bcfafee9f7');
INSERT INTO fingerprint_bands VALUES (X'1348B94B0E94A6D706A230D506', 'a95929bcfafee9f7');
INSERT INTO fingerprint_bands VALUES (X'0605C1AC0B40864113A876C103', 'a95929bcfafee9f7');
INSERT INTO fingerprint_bands VALUES (X'0CEA526E0D09963A0DC0A7F50F', 'a95929bcfafee9f7');
INSERT INTO fingerprint_bands VALUES (X'0592CD260304E5F7363E1A6F2B', 'a95929bcfafee9f7');
INSERT INTO fingerprint_bands VALUES (X'0401C7481E7D6AAF00A49D3405', 'a95929bcfafee9f7');
INSERT INTO fingerprint_bands VALUES (X'0930CE00104931AF030125DA0D', 'a95929bcfafee9f7');
INSERT INTO fingerprint_bands VALUES (X'002D49910A76A6F50406040801', 'a95929bcfafee9f7');
INSERT INTO fingerprint_bands VALUES (X'0885A87F16F0C88009E7BF4604', 'a95929bcfafee9f7');
INSERT INTO fingerprint_bands VALUES (X'02D416FA00D5CFBF036DE90301', 'a95929bcfafee9f7');
INSERT INTO fingerprint_bands VALUES (X'0A0610FB0AB165350D39538118', 'a95929bcfafee9f7');
INSERT INTO fingerprint_bands VALUES (X'0EC166B82251F84311517CC902', 'a95929bcfafee9f7');
INSERT INTO fingerprint_bands VALUES (X'0D74639A0FECB21B02F0EFAE1D', 'a95929bcfafee9f7');
INSERT INTO fingerprint_bands VALUES (X'129CF46230DCB16C2313BEA206', 'a95929bcfafee9f7');
INSERT INTO fingerprint_bands VALUES (X'103D405B000A83830644266D00', '09f93eab06e7db7e');
INSERT INTO fingerprint_bands VALUES (X'08C6115F10F5F15F07EBBB2004', '09f93eab06e7db7e');
INSERT INTO fingerprint_bands VALUES (X'11DD3DBA0840FB1E01C1723802', '09f93eab06e7db7e');
INSERT INTO fingerprint_bands VALUES (X'0C53B98800DDA10D1015A3C70D', '09f93eab06e7db7e');
INSERT INTO fingerprint_bands VALUES (X'029A05450627713408F9597F03', '09f93eab06e7db7e');
INSERT INTO fingerprint_bands VALUES (X'0FCBCD4E0B0518F405B43C5F07', '09f93eab06e7db7e');
INSERT INTO fingerprint_bands VALUES (X'0303B36200A58E28002B05600C', '09f93eab06e7db7e');
INSERT INTO fingerprint_bands VALUES (X'068A8EF4041B7D2809D6B35806', '09f93eab06e7db7e');
INSERT INTO fingerprint_bands VALUES (X'124031420E5228AE011F04360B', '09f93eab06e7db7e');
INSERT INTO fingerprint_bands VALUES (X'0E58B28F0949D09B07E92A1D01', '09f93eab06e7db7e');
INSERT INTO fingerprint_bands VALUES (X'005E553606A7C1CC04C0071001', '09f93eab06e7db7e');
INSERT INTO fingerprint_bands VALUES (X'0BFAACC20C57E024054DFD1701', '09f93eab06e7db7e');
INSERT INTO fingerprint_bands VALUES (X'07F5FD8016ECAB9008EA2EE200', '09f93eab06e7db7e');
INSERT INTO fingerprint_bands VALUES (X'054EDC5101C835B906FE4F6E00', '09f93eab06e7db7e');
INSERT INTO fingerprint_bands VALUES (X'0DE703B8042F89901FB2E45E02', '09f93eab06e7db7e');
INSERT INTO fingerprint_bands VALUES (X'0A4190D70F40F2BB03016E0A02', '09f93eab06e7db7e');
INSERT INTO fingerprint_bands VALUES (X'131DAF1D00DC72640392088500', '09f93eab06e7db7e');
INSERT INTO fingerprint_bands VALUES (X'01D341CF03037B640C6C962304', '09f93eab06e7db7e');
INSERT INTO fingerprint_bands VALUES (X'143934FF007B45FA01577EAE08', '09f93eab06e7db7e');
INSERT INTO fingerprint_bands VALUES (X'04BC1325051CAF4B10A3B5FF04', '09f93eab06e7db7e');
INSERT INTO fingerprint_bands VALUES (X'09EA5B6003C6BC0804DC29C50C', '09f93eab06e7db7e');
INSERT INTO items VALUES ('3ddb721855b46381', '8609963e76129d4a', 'event', 50, 'CONSULT', 'occurred', '2023-05-09', '2023-05-09', 0.9, 'accepted', '{"kind":"event","doc":"8609963e76129d4a","quote":{"exact":"Foreign Minister José Núñez of Ruritania met his Zubrowkan counterpart","start":50,"end":120},"type":"CONSULT","sources":["José Núñez","Dmitri Desgoffe"],"targets":[],"unsaid":[],"date":"2023-05-09","place":"Lutz","location":null,"mode":null,"contexts":[],"status":"occurred","speaker":null,"issues":[{"key":"fisheries","score":0.8}],"fields":[{"key":"politics","score":0.9},{"key":"trade","score":0.31}],"references":["1"],"confidence":0.9}');
INSERT INTO items VALUES ('3fe98532d647f010', '8609963e76129d4a', 'statement', 160, 'concern', NULL, NULL, NULL, 0.7, NULL, '{"kind":"statement","doc":"8609963e76129d4a","quote":{"exact":"We are concerned about the quotas","start":160,"end":193},"speaker":"José Núñez","topic":"quotas","stance":"concern","issue":null,"addressees":[],"via":[],"date":null,"issues":[],"fields":[],"references":[],"confidence":0.7}');
INSERT INTO items VALUES ('15f0d6275dff88dc', '8609963e76129d4a', 'commitment', 216, 'MoU', 'signed', '2023-05-09', '2023-05-09', 0.8, 'corrected', '{"kind":"commitment","doc":"8609963e76129d4a","quote":{"exact":"signed a memorandum on fishing","start":216,"end":246},"parties":["Ruritania","Zubrowka"],"what":"fish together in the north","status":"signed","instrument":"MoU","date":"2023-05-09","due":"2026","speaker":null,"issues":[],"fields":[],"references":[],"confidence":0.8}');
INSERT INTO items VALUES ('c035d6319b7caeb3', '8609963e76129d4a', 'figure', 248, NULL, NULL, '2022-01-01', '2022-12-31', 0.6, 'rejected', '{"kind":"figure","doc":"8609963e76129d4a","quote":{"exact":"Ruritania exported about 46,000 tonnes of herring in 2022","start":248,"end":305},"value":46000,"unit":"tonnes","indicator":"herring exports","geo":["XRU"],"period":"2022","approximate":false,"bound":null,"speaker":null,"issues":[],"fields":[],"references":[],"converted":{"value":46000.0,"unit":"tonnes"},"confidence":0.6}');
INSERT INTO items VALUES ('0306d193650a59c3', '8609963e76129d4a', 'actor', 67, 'person', NULL, NULL, NULL, 1.0, NULL, '{"kind":"actor","doc":"8609963e76129d4a","name":"José Núñez","type":"person","country":"XRU","office":"foreign minister of Ruritania","held":null,"aliases":["Núñez"],"mentions":[{"exact":"José Núñez","start":67,"end":77},{"exact":"Núñez","start":196,"end":201}],"speaker":null,"confidence":1.0}');
INSERT INTO items VALUES ('ec3efa9dd4ba79e1', '8609963e76129d4a', 'actor', 122, 'person', NULL, NULL, NULL, 1.0, NULL, '{"kind":"actor","doc":"8609963e76129d4a","name":"Dmitri Desgoffe","type":"person","country":"XZU","office":null,"held":null,"aliases":[],"mentions":[{"exact":"Dmitri Desgoffe","start":122,"end":137}],"speaker":null,"confidence":1.0}');
INSERT INTO items VALUES ('5b56d0d91787ebda', '8609963e76129d4a', 'actor', 0, 'country', NULL, NULL, NULL, 1.0, NULL, '{"kind":"actor","doc":"8609963e76129d4a","name":"Ruritania","type":"country","country":"XRU","office":null,"held":null,"aliases":[],"mentions":[{"exact":"Ruritania","start":0,"end":9}],"speaker":null,"confidence":1.0}');
INSERT INTO items VALUES ('02963494fe483d63', '8609963e76129d4a', 'actor', 14, 'country', NULL, NULL, NULL, 1.0, NULL, '{"kind":"actor","doc":"8609963e76129d4a","name":"Zubrowka","type":"country","country":"XZU","office":null,"held":null,"aliases":[],"mentions":[{"exact":"Zubrowka","start":14,"end":22}],"speaker":null,"confidence":1.0}');
INSERT INTO items VALUES ('2f4c091ee4d5d676', 'a95929bcfafee9f7', 'event', 18, 'CONSULT', 'occurred', '2023-05-10', '2023-05-10', 0.55, NULL, '{"kind":"event","doc":"a95929bcfafee9f7","quote":{"exact":"Núñez left Lutz on Wednesday","start":18,"end":46},"type":"CONSULT","sources":["Núñez"],"targets":["Zubrowka"],"unsaid":[],"date":"2023-05-10","place":null,"location":null,"mode":null,"contexts":[],"status":"occurred","speaker":"spokesman","issues":[],"fields":[],"references":[],"confidence":0.55}');
INSERT INTO items VALUES ('09dcf4309c10a3b5', 'a95929bcfafee9f7', 'figure', 100, NULL, NULL, '2023-04-01', '2023-04-30', 0.75, NULL, '{"kind":"figure","doc":"a95929bcfafee9f7","quote":{"exact":"Ruritania bought 12 boats from Zubrowka in April 2023","start":100,"end":153},"value":12,"unit":"boats","indicator":"boats bought","geo":["XRU","XZU"],"period":"2023-04","approximate":false,"bound":null,"speaker":null,"issues":[],"fields":[],"references":[],"converted":null,"confidence":0.75}');
INSERT INTO items VALUES ('784830ae31cee93a', 'a95929bcfafee9f7', 'actor', 0, 'person', NULL, NULL, NULL, 1.0, 'corrected', '{"kind":"actor","doc":"a95929bcfafee9f7","name":"José Núñez","type":"person","country":"XRU","office":"foreign minister of Ruritania","held":null,"aliases":["Núñez"],"mentions":[{"exact":"Núñez","start":0,"end":5}],"speaker":null,"confidence":1.0}');
INSERT INTO items VALUES ('96b427ce10f4a09c', 'a95929bcfafee9f7', 'actor', 50, 'person', NULL, NULL, NULL, 1.0, NULL, '{"kind":"actor","doc":"a95929bcfafee9f7","name":"spokesman","type":"person","country":null,"office":null,"held":null,"aliases":[],"mentions":[{"exact":"spokesman","start":50,"end":59}],"speaker":null,"confidence":1.0}');
INSERT INTO items VALUES ('3152faf6a0ccc765', 'a95929bcfafee9f7', 'actor', 80, 'person', NULL, NULL, NULL, 1.0, 'corrected', '{"kind":"actor","doc":"a95929bcfafee9f7","name":"Jan Kowalski","type":"person","country":"XRU","office":"fisherman","held":null,"aliases":[],"mentions":[{"exact":"Jan Kowalski","start":80,"end":92}],"speaker":null,"confidence":1.0}');
INSERT INTO items VALUES ('6fd1b41b85ae8774', 'a95929bcfafee9f7', 'actor', 131, 'country', NULL, NULL, NULL, 1.0, NULL, '{"kind":"actor","doc":"a95929bcfafee9f7","name":"Zubrowka","type":"country","country":"XZU","office":null,"held":null,"aliases":[],"mentions":[{"exact":"Zubrowka","start":131,"end":139}],"speaker":null,"confidence":1.0}');
INSERT INTO items VALUES ('58246574e21a6743', 'a95929bcfafee9f7', 'actor', 100, 'country', NULL, NULL, NULL, 1.0, NULL, '{"kind":"actor","doc":"a95929bcfafee9f7","name":"Ruritania","type":"country","country":"XRU","office":null,"held":null,"aliases":[],"mentions":[{"exact":"Ruritania","start":100,"end":109}],"speaker":null,"confidence":1.0}');
INSERT INTO items VALUES ('0eb6f61c3bc94762', '09f93eab06e7db7e', 'event', 174, 'SUPPORT', 'occurred', '2023-05-09', '2023-05-09', 1.0, NULL, '{"kind":"event","doc":"09f93eab06e7db7e","quote":{"exact":"The two signed a memorandum on fishing","start":174,"end":212},"type":"SUPPORT","sources":["Ruritania"],"targets":[],"unsaid":[],"date":"2023-05-09","place":null,"location":null,"mode":null,"contexts":[],"status":"occurred","speaker":null,"issues":[],"fields":[],"references":[],"confidence":1.0}');
INSERT INTO items VALUES ('1cfcb36ec45bccd3', '09f93eab06e7db7e', 'actor', 47, 'country', NULL, NULL, NULL, 1.0, NULL, '{"kind":"actor","doc":"09f93eab06e7db7e","name":"Ruritania","type":"country","country":"XRU","office":null,"held":null,"aliases":[],"mentions":[{"exact":"Ruritania","start":47,"end":56}],"speaker":null,"confidence":1.0}');
INSERT INTO quotes VALUES ('3ddb721855b46381', 0, 'Foreign Minister José Núñez of Ruritania met his Zubrowkan counterpart', 50, 120, 'owka sign fisheries memorandum

', ', Dmitri Desgoffe, in Lutz on Tu');
INSERT INTO quotes VALUES ('3fe98532d647f010', 0, 'We are concerned about the quotas', 160, 193, ' Desgoffe, in Lutz on Tuesday. "', '," Núñez said. The two signed a ');
INSERT INTO quotes VALUES ('c035d6319b7caeb3', 0, 'Ruritania exported about 46,000 tonnes of herring in 2022', 248, 305, 'signed a memorandum on fishing. ', '.');
INSERT INTO quotes VALUES ('0306d193650a59c3', 0, 'José Núñez', 67, 77, 'es memorandum

Foreign Minister ', ' of Ruritania met his Zubrowkan ');
INSERT INTO quotes VALUES ('0306d193650a59c3', 1, 'Núñez', 196, 201, 're concerned about the quotas," ', ' said. The two signed a memorand');
INSERT INTO quotes VALUES ('ec3efa9dd4ba79e1', 0, 'Dmitri Desgoffe', 122, 137, ' met his Zubrowkan counterpart, ', ', in Lutz on Tuesday. "We are co');
INSERT INTO quotes VALUES ('5b56d0d91787ebda', 0, 'Ruritania', 0, 9, '', ' and Zubrowka sign fisheries mem');
INSERT INTO quotes VALUES ('02963494fe483d63', 0, 'Zubrowka', 14, 22, 'Ruritania and ', ' sign fisheries memorandum

Fore');
INSERT INTO quotes VALUES ('09dcf4309c10a3b5', 0, 'Ruritania bought 12 boats from Zubrowka in April 2023', 100, 153, 'e fisherman Jan Kowalski waved. ', '.');
INSERT INTO quotes VALUES ('96b427ce10f4a09c', 0, 'spokesman', 50, 59, 'Núñez left Lutz on Wednesday, a ', ' said. The fisherman Jan Kowalsk');
INSERT INTO quotes VALUES ('6fd1b41b85ae8774', 0, 'Zubrowka', 131, 139, ' Ruritania bought 12 boats from ', ' in April 2023.');
INSERT INTO quotes VALUES ('58246574e21a6743', 0, 'Ruritania', 100, 109, 'e fisherman Jan Kowalski waved. ', ' bought 12 boats from Zubrowka i');
INSERT INTO quotes VALUES ('0eb6f61c3bc94762', 0, 'The two signed a memorandum on fishing', 174, 212, ' about the quotas," Núñez said. ', '. Ruritania exported about 46,00');
INSERT INTO quotes VALUES ('1cfcb36ec45bccd3', 0, 'Ruritania', 47, 56, '
Foreign Minister José Núñez of ', ' met his Zubrowkan counterpart, ');
INSERT INTO quotes VALUES ('15f0d6275dff88dc', 0, 'signed a memorandum on fishing', 216, 246, 'he quotas," Núñez said. The two ', '. Ruritania exported about 46,00');
INSERT INTO quotes VALUES ('3152faf6a0ccc765', 0, 'Jan Kowalski', 80, 92, 'a spokesman said. The fisherman ', ' waved. Ruritania bought 12 boat');
INSERT INTO quotes VALUES ('784830ae31cee93a', 0, 'Núñez', 0, 5, '', ' flies home

Núñez left Lutz on ');
INSERT INTO quotes VALUES ('2f4c091ee4d5d676', 0, 'Núñez left Lutz on Wednesday', 18, 46, 'Núñez flies home

', ', a spokesman said. The fisherma');
INSERT INTO actors VALUES ('b9b4914c43b3bffb', 'Zubrowka', 'zubrowka', 'country', 'XZU');
INSERT INTO actors VALUES ('347f6f2c7ddaddde', 'Ruritania', 'ruritania', 'country', 'XRU');
INSERT INTO actors VALUES ('71230029680f32e1', 'Dmitri Desgoffe', 'dmitri desgoffe', 'person', 'XZU');
INSERT INTO actors VALUES ('4cfa58acb6567806', 'José Núñez', 'jose nunez', 'person', 'XRU');
INSERT INTO actors VALUES ('7af493cf51ff18d5', 'spokesman', 'spokesman', 'person', NULL);
INSERT INTO actors VALUES ('93fcd9cb95ea3e30', 'Jan Kowalski', 'jan kowalski', 'person', 'XRU');
INSERT INTO aliases VALUES ('0306d193650a59c3', 'Núñez', '4cfa58acb6567806', 'nunez');
INSERT INTO aliases VALUES ('784830ae31cee93a', 'Núñez', '4cfa58acb6567806', 'nunez');
INSERT INTO offices VALUES ('0306d193650a59c3', 'foreign minister of Ruritania', '4cfa58acb6567806');
INSERT INTO offices VALUES ('3152faf6a0ccc765', 'fisherman', '93fcd9cb95ea3e30');
INSERT INTO offices VALUES ('784830ae31cee93a', 'foreign minister of Ruritania', '4cfa58acb6567806');
INSERT INTO parts VALUES ('1cfcb36ec45bccd3', 'self', 0, 'Ruritania', 'ruritania', '347f6f2c7ddaddde');
INSERT INTO parts VALUES ('0eb6f61c3bc94762', 'source', 0, 'Ruritania', 'ruritania', '347f6f2c7ddaddde');
INSERT INTO parts VALUES ('0306d193650a59c3', 'self', 0, 'José Núñez', 'jose nunez', '4cfa58acb6567806');
INSERT INTO parts VALUES ('ec3efa9dd4ba79e1', 'self', 0, 'Dmitri Desgoffe', 'dmitri desgoffe', '71230029680f32e1');
INSERT INTO parts VALUES ('5b56d0d91787ebda', 'self', 0, 'Ruritania', 'ruritania', '347f6f2c7ddaddde');
INSERT INTO parts VALUES ('02963494fe483d63', 'self', 0, 'Zubrowka', 'zubrowka', 'b9b4914c43b3bffb');
INSERT INTO parts VALUES ('15f0d6275dff88dc', 'party', 0, 'Ruritania', 'ruritania', '347f6f2c7ddaddde');
INSERT INTO parts VALUES ('15f0d6275dff88dc', 'party', 1, 'Zubrowka', 'zubrowka', 'b9b4914c43b3bffb');
INSERT INTO parts VALUES ('3ddb721855b46381', 'source', 0, 'José Núñez', 'jose nunez', '4cfa58acb6567806');
INSERT INTO parts VALUES ('3ddb721855b46381', 'source', 1, 'Dmitri Desgoffe', 'dmitri desgoffe', '71230029680f32e1');
INSERT INTO parts VALUES ('c035d6319b7caeb3', 'geo', 0, 'XRU', 'xru', '347f6f2c7ddaddde');
INSERT INTO parts VALUES ('3fe98532d647f010', 'speaker', 0, 'José Núñez', 'jose nunez', '4cfa58acb6567806');
INSERT INTO parts VALUES ('96b427ce10f4a09c', 'self', 0, 'spokesman', 'spokesman', '7af493cf51ff18d5');
INSERT INTO parts VALUES ('6fd1b41b85ae8774', 'self', 0, 'Zubrowka', 'zubrowka', 'b9b4914c43b3bffb');
INSERT INTO parts VALUES ('58246574e21a6743', 'self', 0, 'Ruritania', 'ruritania', '347f6f2c7ddaddde');
INSERT INTO parts VALUES ('784830ae31cee93a', 'self', 0, 'José Núñez', 'jose nunez', '4cfa58acb6567806');
INSERT INTO parts VALUES ('3152faf6a0ccc765', 'self', 0, 'Jan Kowalski', 'jan kowalski', '93fcd9cb95ea3e30');
INSERT INTO parts VALUES ('2f4c091ee4d5d676', 'source', 0, 'Núñez', 'nunez', '4cfa58acb6567806');
INSERT INTO parts VALUES ('2f4c091ee4d5d676', 'target', 0, 'Zubrowka', 'zubrowka', 'b9b4914c43b3bffb');
INSERT INTO parts VALUES ('2f4c091ee4d5d676', 'speaker', 0, 'spokesman', 'spokesman', '7af493cf51ff18d5');
INSERT INTO parts VALUES ('09dcf4309c10a3b5', 'geo', 0, 'XRU', 'xru', '347f6f2c7ddaddde');
INSERT INTO parts VALUES ('09dcf4309c10a3b5', 'geo', 1, 'XZU', 'xzu', 'b9b4914c43b3bffb');
INSERT INTO decisions VALUES (1, '3ddb721855b46381', 'accept', 'Ada', '2026-11-22 06:32:18.056393', 'null');
INSERT INTO decisions VALUES (2, '3fe98532d647f010', 'reject', 'Ben', '2026-11-22 06:32:18.066875', '{"note":"He was misquoted"}');
INSERT INTO decisions VALUES (3, '15f0d6275dff88dc', 'correct', 'Ada', '2026-11-22 06:32:18.077799', '{"item":{"kind":"commitment","doc":"8609963e76129d4a","quote":{"exact":"signed a memorandum on fishing","start":216,"end":246},"parties":["Ruritania","Zubrowka"],"what":"fish together","status":"signed","instrument":"MoU","date":"2023-05-09","due":"2026","speaker":null,"issues":[],"fields":[],"references":[],"confidence":0.8},"was":{"kind":"commitment","doc":"8609963e76129d4a","quote":{"exact":"The two signed a memorandum on fishing","start":208,"end":246},"parties":["Ruritania","Zubrowka"],"what":"fish together","status":"signed","instrument":"MoU","date":"2023-05","due":"2025","speaker":null,"issues":[],"fields":[],"references":[],"confidence":0.8}}');
INSERT INTO decisions VALUES (4, '15f0d6275dff88dc', 'correct', 'Ben', '2026-11-22 06:32:18.093060', '{"item":{"kind":"commitment","doc":"8609963e76129d4a","quote":{"exact":"signed a memorandum on fishing","start":216,"end":246},"parties":["Ruritania","Zubrowka"],"what":"fish together in the north","status":"signed","instrument":"MoU","date":"2023-05-09","due":"2026","speaker":null,"issues":[],"fields":[],"references":[],"confidence":0.8},"was":{"kind":"commitment","doc":"8609963e76129d4a","quote":{"exact":"signed a memorandum on fishing","start":216,"end":246},"parties":["Ruritania","Zubrowka"],"what":"fish together","status":"signed","instrument":"MoU","date":"2023-05-09","due":"2026","speaker":null,"issues":[],"fields":[],"references":[],"confidence":0.8}}');
INSERT INTO decisions VALUES (5, '3fe98532d647f010', 'undo', 'Ada', '2026-11-22 06:32:18.107799', '{"note":"He was not","of":2}');
INSERT INTO decisions VALUES (6, 'c035d6319b7caeb3', 'note', 'Ben', '2026-11-22 06:32:18.113897', '{"note":"ask the customs office"}');
INSERT INTO decisions VALUES (7, 'c035d6319b7caeb3', 'reject', 'Ben', '2026-11-22 06:32:18.117845', 'null');
INSERT INTO decisions VALUES (8, '3152faf6a0ccc765', 'correct', 'Ada', '2026-11-22 06:32:18.130559', '{"item":{"kind":"actor","doc":"a95929bcfafee9f7","name":"Jan Kowalski","type":"person","country":"XRU","office":"fisherman","held":null,"aliases":[],"mentions":[{"exact":"Jan Kowalski","start":80,"end":92}],"speaker":null,"confidence":1.0},"was":{"kind":"actor","doc":"a95929bcfafee9f7","name":"Jan Kowalsky","type":"person","country":"XRU","office":"fisherman","held":null,"aliases":[],"mentions":[{"exact":"Jan Kowalski","start":80,"end":92}],"speaker":null,"confidence":1.0}}');
INSERT INTO decisions VALUES (9, '784830ae31cee93a', 'correct', 'Ben', '2026-11-22 06:32:18.154306', '{"item":{"kind":"actor","doc":"a95929bcfafee9f7","name":"José Núñez","type":"person","country":"XRU","office":"foreign minister of Ruritania","held":null,"aliases":["Núñez"],"mentions":[{"exact":"Núñez","start":0,"end":5}],"speaker":null,"confidence":1.0},"was":{"kind":"actor","doc":"a95929bcfafee9f7","name":"Nunez","type":"person","country":null,"office":null,"held":null,"aliases":["Núñez"],"mentions":[{"exact":"Núñez","start":0,"end":5}],"speaker":null,"confidence":1.0}}');
INSERT INTO decisions VALUES (10, '2f4c091ee4d5d676', 'correct', 'Ada', '2026-11-22 06:32:18.170166', '{"item":{"kind":"event","doc":"a95929bcfafee9f7","quote":{"exact":"Núñez left Lutz on Wednesday","start":18,"end":46},"type":"PROTEST","sources":["Núñez"],"targets":["Zubrowka"],"unsaid":[],"date":"2023-05","place":null,"location":null,"mode":null,"contexts":[],"status":"occurred","speaker":"spokesman","issues":[],"fields":[],"references":[],"confidence":0.55},"was":{"kind":"event","doc":"a95929bcfafee9f7","quote":{"exact":"Núñez left Lutz on Wednesday","start":18,"end":46},"type":"CONSULT","sources":["Núñez"],"targets":["Zubrowka"],"unsaid":[],"date":"2023-05-10","place":null,"location":null,"mode":null,"contexts":[],"status":"occurred","speaker":"spokesman","issues":[],"fields":[],"references":[],"confidence":0.55}}');
INSERT INTO decisions VALUES (11, '2f4c091ee4d5d676', 'undo', 'Ada', '2026-11-22 06:32:18.181672', '{"of":10}');
