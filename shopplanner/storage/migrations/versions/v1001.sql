CREATE TABLE campaign_item (
	shop_id INTEGER NOT NULL,
	campaign_id TEXT NOT NULL,
	product_code TEXT NOT NULL,
	sku_id TEXT NOT NULL,
	title TEXT,
	sku TEXT,
	status TEXT,
	suggestion TEXT,
	default_rate TEXT,
	official_rate TEXT,
	ship_time TEXT,
	source TEXT,
	day INTEGER,
	list_price INTEGER,
	lowest_tag INTEGER,
	required_price INTEGER,
	campaign_price INTEGER,
	suggested_price INTEGER,
	suggested_cut INTEGER,
	entry_price INTEGER,
	official_cut INTEGER,
	online_stock INTEGER,
	stock INTEGER,
	extras TEXT,
	batch_id INTEGER NOT NULL,
	CONSTRAINT pk_campaign_item PRIMARY KEY (shop_id, campaign_id, product_code, sku_id)
)
 WITHOUT ROWID;
CREATE TABLE campaign_item_kept (
	kept_for INTEGER NOT NULL,
	shop_id INTEGER NOT NULL,
	campaign_id TEXT NOT NULL,
	product_code TEXT NOT NULL,
	sku_id TEXT NOT NULL,
	title TEXT,
	sku TEXT,
	status TEXT,
	suggestion TEXT,
	default_rate TEXT,
	official_rate TEXT,
	ship_time TEXT,
	source TEXT,
	day INTEGER,
	list_price INTEGER,
	lowest_tag INTEGER,
	required_price INTEGER,
	campaign_price INTEGER,
	suggested_price INTEGER,
	suggested_cut INTEGER,
	entry_price INTEGER,
	official_cut INTEGER,
	online_stock INTEGER,
	stock INTEGER,
	extras TEXT,
	batch_id INTEGER NOT NULL,
	CONSTRAINT pk_campaign_item_kept PRIMARY KEY (kept_for, shop_id, campaign_id, product_code, sku_id)
)
 WITHOUT ROWID;
CREATE TABLE item_offer (
	shop_id INTEGER NOT NULL,
	offer_id TEXT NOT NULL,
	product_code TEXT NOT NULL,
	sku_id TEXT NOT NULL,
	offer TEXT,
	level TEXT,
	state TEXT,
	title TEXT,
	sku TEXT,
	benefit TEXT,
	source TEXT,
	day INTEGER,
	starts_at INTEGER,
	ends_at INTEGER,
	list_price INTEGER,
	extras TEXT,
	batch_id INTEGER NOT NULL,
	CONSTRAINT pk_item_offer PRIMARY KEY (shop_id, offer_id, product_code, sku_id)
)
 WITHOUT ROWID;
CREATE TABLE item_offer_kept (
	kept_for INTEGER NOT NULL,
	shop_id INTEGER NOT NULL,
	offer_id TEXT NOT NULL,
	product_code TEXT NOT NULL,
	sku_id TEXT NOT NULL,
	offer TEXT,
	level TEXT,
	state TEXT,
	title TEXT,
	sku TEXT,
	benefit TEXT,
	source TEXT,
	day INTEGER,
	starts_at INTEGER,
	ends_at INTEGER,
	list_price INTEGER,
	extras TEXT,
	batch_id INTEGER NOT NULL,
	CONSTRAINT pk_item_offer_kept PRIMARY KEY (kept_for, shop_id, offer_id, product_code, sku_id)
)
 WITHOUT ROWID;
CREATE TABLE price_query (
	shop_id INTEGER NOT NULL,
	day INTEGER NOT NULL,
	product_code TEXT NOT NULL,
	sku_id TEXT NOT NULL,
	tool TEXT NOT NULL,
	offer_id TEXT NOT NULL,
	offer TEXT NOT NULL,
	title TEXT,
	sku TEXT,
	level TEXT,
	detail TEXT,
	source TEXT,
	lowest_price INTEGER,
	one_piece_price INTEGER,
	list_price INTEGER,
	tag_price INTEGER,
	cut INTEGER,
	starts_at INTEGER,
	ends_at INTEGER,
	extras TEXT,
	batch_id INTEGER NOT NULL,
	CONSTRAINT pk_price_query PRIMARY KEY (shop_id, day, product_code, sku_id, tool, offer_id, offer)
)
 WITHOUT ROWID;
CREATE TABLE price_query_kept (
	kept_for INTEGER NOT NULL,
	shop_id INTEGER NOT NULL,
	day INTEGER NOT NULL,
	product_code TEXT NOT NULL,
	sku_id TEXT NOT NULL,
	tool TEXT NOT NULL,
	offer_id TEXT NOT NULL,
	offer TEXT NOT NULL,
	title TEXT,
	sku TEXT,
	level TEXT,
	detail TEXT,
	source TEXT,
	lowest_price INTEGER,
	one_piece_price INTEGER,
	list_price INTEGER,
	tag_price INTEGER,
	cut INTEGER,
	starts_at INTEGER,
	ends_at INTEGER,
	extras TEXT,
	batch_id INTEGER NOT NULL,
	CONSTRAINT pk_price_query_kept PRIMARY KEY (kept_for, shop_id, day, product_code, sku_id, tool, offer_id, offer)
)
 WITHOUT ROWID;
CREATE TABLE price_strength (
	shop_id INTEGER NOT NULL,
	product_code TEXT NOT NULL,
	rival_id TEXT NOT NULL,
	title TEXT,
	stars TEXT,
	limited TEXT,
	required_cut TEXT,
	rival TEXT,
	source TEXT,
	day INTEGER,
	price INTEGER,
	suggested_price INTEGER,
	sales INTEGER,
	rival_price INTEGER,
	extras TEXT,
	batch_id INTEGER NOT NULL,
	CONSTRAINT pk_price_strength PRIMARY KEY (shop_id, product_code, rival_id)
)
 WITHOUT ROWID;
CREATE TABLE price_strength_kept (
	kept_for INTEGER NOT NULL,
	shop_id INTEGER NOT NULL,
	product_code TEXT NOT NULL,
	rival_id TEXT NOT NULL,
	title TEXT,
	stars TEXT,
	limited TEXT,
	required_cut TEXT,
	rival TEXT,
	source TEXT,
	day INTEGER,
	price INTEGER,
	suggested_price INTEGER,
	sales INTEGER,
	rival_price INTEGER,
	extras TEXT,
	batch_id INTEGER NOT NULL,
	CONSTRAINT pk_price_strength_kept PRIMARY KEY (kept_for, shop_id, product_code, rival_id)
)
 WITHOUT ROWID;
CREATE TABLE person (
	name TEXT NOT NULL,
	role TEXT NOT NULL,
	weekly_minutes INTEGER,
	active BOOLEAN NOT NULL,
	note TEXT NOT NULL,
	id INTEGER NOT NULL,
	shop_id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_person PRIMARY KEY (id),
	CONSTRAINT fk_person_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id) ON DELETE CASCADE
);
CREATE INDEX ix_person_shop_id ON person (shop_id);
ALTER TABLE promotion ADD COLUMN uid TEXT NOT NULL DEFAULT '';
CREATE TABLE promotion_series (
	"key" TEXT NOT NULL,
	rule TEXT NOT NULL,
	exceptions TEXT NOT NULL,
	rotation TEXT NOT NULL,
	first_day INTEGER NOT NULL,
	uid TEXT NOT NULL,
	id INTEGER NOT NULL,
	shop_id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_promotion_series PRIMARY KEY (id),
	CONSTRAINT uq_promotion_series_shop_id_key UNIQUE (shop_id, "key"),
	CONSTRAINT fk_promotion_series_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id) ON DELETE CASCADE
);
CREATE INDEX ix_promotion_series_shop_id ON promotion_series (shop_id);
CREATE TABLE workday_override (
	day INTEGER NOT NULL,
	working BOOLEAN NOT NULL,
	name TEXT NOT NULL,
	id INTEGER NOT NULL,
	shop_id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_workday_override PRIMARY KEY (id),
	CONSTRAINT uq_workday_override_shop_id_day UNIQUE (shop_id, day),
	CONSTRAINT fk_workday_override_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id) ON DELETE CASCADE
);
CREATE INDEX ix_workday_override_shop_id ON workday_override (shop_id);
CREATE TABLE change_notice (
	kind TEXT NOT NULL,
	made_at TEXT NOT NULL,
	product_id INTEGER,
	promotion_id INTEGER,
	"before" TEXT NOT NULL,
	"after" TEXT NOT NULL,
	note TEXT NOT NULL,
	id INTEGER NOT NULL,
	shop_id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_change_notice PRIMARY KEY (id),
	CONSTRAINT fk_change_notice_product_id_product FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE SET NULL,
	CONSTRAINT fk_change_notice_promotion_id_promotion FOREIGN KEY(promotion_id) REFERENCES promotion (id) ON DELETE CASCADE,
	CONSTRAINT fk_change_notice_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id) ON DELETE CASCADE
);
CREATE INDEX ix_change_notice_made_at ON change_notice (made_at);
CREATE INDEX ix_change_notice_product_id ON change_notice (product_id);
CREATE INDEX ix_change_notice_promotion_id ON change_notice (promotion_id);
CREATE INDEX ix_change_notice_shop_id ON change_notice (shop_id);
CREATE TABLE paper_issue (
	promotion_id INTEGER NOT NULL,
	kind TEXT NOT NULL,
	number INTEGER NOT NULL,
	made_at TEXT NOT NULL,
	digest TEXT NOT NULL,
	signed_by TEXT NOT NULL,
	signed_at TEXT,
	id INTEGER NOT NULL,
	shop_id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_paper_issue PRIMARY KEY (id),
	CONSTRAINT uq_paper_issue_promotion_id_kind_number UNIQUE (promotion_id, kind, number),
	CONSTRAINT fk_paper_issue_promotion_id_promotion FOREIGN KEY(promotion_id) REFERENCES promotion (id) ON DELETE CASCADE,
	CONSTRAINT fk_paper_issue_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id) ON DELETE CASCADE
);
CREATE INDEX ix_paper_issue_promotion_id ON paper_issue (promotion_id);
CREATE INDEX ix_paper_issue_shop_id ON paper_issue (shop_id);
CREATE TABLE paper_note (
	promotion_id INTEGER NOT NULL,
	kind TEXT NOT NULL,
	field TEXT NOT NULL,
	value TEXT NOT NULL,
	id INTEGER NOT NULL,
	shop_id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_paper_note PRIMARY KEY (id),
	CONSTRAINT uq_paper_note_promotion_id_kind_field UNIQUE (promotion_id, kind, field),
	CONSTRAINT fk_paper_note_promotion_id_promotion FOREIGN KEY(promotion_id) REFERENCES promotion (id) ON DELETE CASCADE,
	CONSTRAINT fk_paper_note_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id) ON DELETE CASCADE
);
CREATE INDEX ix_paper_note_promotion_id ON paper_note (promotion_id);
CREATE INDEX ix_paper_note_shop_id ON paper_note (shop_id);
ALTER TABLE promotion_phase ADD COLUMN name TEXT NOT NULL DEFAULT '';
CREATE TABLE promotion_review (
	promotion_id INTEGER NOT NULL,
	verdict TEXT NOT NULL,
	lessons TEXT NOT NULL,
	coupons TEXT NOT NULL,
	reviewed_at TEXT,
	id INTEGER NOT NULL,
	shop_id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_promotion_review PRIMARY KEY (id),
	CONSTRAINT uq_promotion_review_promotion_id UNIQUE (promotion_id),
	CONSTRAINT fk_promotion_review_promotion_id_promotion FOREIGN KEY(promotion_id) REFERENCES promotion (id) ON DELETE CASCADE,
	CONSTRAINT fk_promotion_review_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id) ON DELETE CASCADE
);
CREATE INDEX ix_promotion_review_promotion_id ON promotion_review (promotion_id);
CREATE INDEX ix_promotion_review_shop_id ON promotion_review (shop_id);
CREATE TABLE promotion_target (
	promotion_id INTEGER NOT NULL,
	phase TEXT NOT NULL,
	metric TEXT NOT NULL,
	value INTEGER NOT NULL,
	id INTEGER NOT NULL,
	shop_id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_promotion_target PRIMARY KEY (id),
	CONSTRAINT uq_promotion_target_promotion_id_phase_metric UNIQUE (promotion_id, phase, metric),
	CONSTRAINT fk_promotion_target_promotion_id_promotion FOREIGN KEY(promotion_id) REFERENCES promotion (id) ON DELETE CASCADE,
	CONSTRAINT fk_promotion_target_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id) ON DELETE CASCADE
);
CREATE INDEX ix_promotion_target_promotion_id ON promotion_target (promotion_id);
CREATE INDEX ix_promotion_target_shop_id ON promotion_target (shop_id);
CREATE TABLE readiness_item (
	promotion_id INTEGER NOT NULL,
	role TEXT NOT NULL,
	title TEXT NOT NULL,
	template TEXT NOT NULL,
	required BOOLEAN NOT NULL,
	done_at TEXT,
	note TEXT NOT NULL,
	id INTEGER NOT NULL,
	shop_id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_readiness_item PRIMARY KEY (id),
	CONSTRAINT fk_readiness_item_promotion_id_promotion FOREIGN KEY(promotion_id) REFERENCES promotion (id) ON DELETE CASCADE,
	CONSTRAINT fk_readiness_item_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id) ON DELETE CASCADE
);
CREATE INDEX ix_readiness_item_promotion_id ON readiness_item (promotion_id);
CREATE INDEX ix_readiness_item_shop_id ON readiness_item (shop_id);
ALTER TABLE task ADD COLUMN person_id INTEGER REFERENCES person (id) ON DELETE SET NULL;
ALTER TABLE task ADD COLUMN effort_minutes INTEGER;
ALTER TABLE task ADD COLUMN change_id INTEGER REFERENCES change_notice (id) ON DELETE CASCADE;
ALTER TABLE task ADD COLUMN script TEXT NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN uid TEXT NOT NULL DEFAULT '';
CREATE INDEX ix_task_change_id ON task (change_id);
CREATE INDEX ix_task_person_id ON task (person_id);
